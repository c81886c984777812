-- Commits a group of writes, each of which is atomic on its own.
--
-- KEYS[1]  the service's hash: identity (the store ID), head, time, one field per revision, "r:" per resource, "q:" per request ID
-- ARGV[1]  the store ID that the writer expects
-- ARGV[2]  the channel for the hint
-- ARGV[3]  the ID of the writing instance, which ignores its own hints
-- then, for each write: request ID, fingerprint of its content, number of preconditions E, E pairs (name, revision), where
-- the name "head" stands for the head revision,
-- number of resources N, N names, the change
--
-- Returns {1} followed by a row for each write:
--   {1, revision, microseconds} committed     {2, revision} the same request was already committed
--   {3, revision} the request ID was used for other content    {4, name, revision} a precondition does not hold
-- or {0, store ID} if the store has another ID.
--
-- Each write is a single HSET: one command is one record of the append-only file, so a crash cannot tear it. Do not use "/" on
-- numbers, nor tostring: revisions must be formatted as integers on every version of Lua.
local log = KEYS[1]
local known = redis.call('HMGET', log, 'identity', 'head', 'time')
if known[1] ~= ARGV[1] then
  return {0, known[1] or ''}
end
local head = tonumber(known[2] or '0')
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local last = tonumber(known[3] or '0')
if now < last then
  now = last
end
local nowText = string.format('%.0f', now)

local rows = {1}
local before = head
local at = 4
while at <= #ARGV do
  local request, fingerprint, expected = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local firstExpected = at + 3
  local touchedAt = firstExpected + 2 * expected
  local touched = tonumber(ARGV[touchedAt])
  local change = ARGV[touchedAt + touched + 1]
  at = touchedAt + touched + 2

  local fields = {'q:' .. request}
  for i = 0, expected - 1 do
    local name = ARGV[firstExpected + 2 * i]
    fields[i + 2] = name == 'head' and name or 'r:' .. name
  end
  local found = redis.call('HMGET', log, unpack(fields))
  local row
  if found[1] then
    local separator = string.find(found[1], ':', 1, true)
    local revision = tonumber(string.sub(found[1], 1, separator - 1))
    row = {string.sub(found[1], separator + 1) == fingerprint and 2 or 3, revision}
  else
    for i = 0, expected - 1 do
      local revision = found[i + 2] or '0'
      if revision ~= ARGV[firstExpected + 2 * i + 1] then
        row = {4, ARGV[firstExpected + 2 * i], tonumber(revision)}
        break
      end
    end
  end

  if not row then
    head = head + 1
    local revision = string.format('%.0f', head)
    local set = {'head', revision, 'time', nowText, revision, nowText .. ':' .. change, 'q:' .. request, revision .. ':' .. fingerprint}
    for i = 1, touched do
      set[#set + 1] = 'r:' .. ARGV[touchedAt + i]
      set[#set + 1] = revision
    end
    redis.call('HSET', log, unpack(set))
    row = {1, head, now}
  end
  rows[#rows + 1] = row
end

if head > before then
  redis.call('PUBLISH', ARGV[2], string.format('%.0f', head) .. ' ' .. ARGV[3])
end
return rows
