-- Takes, renews, uses or gives up the right to publish the changes of a service. One instance has it at a time, until a time
-- by the store's clock. Each taking has a number, the epoch: who was asleep while the right ran out and another took it has
-- an older number, and is refused.
--
-- KEYS[1]  the service's hash; its fields relay.holder, relay.epoch, relay.until (microseconds), relay.position
-- ARGV[1]  the instance
-- ARGV[2]  its epoch, or 0 to take the right
-- ARGV[3]  for how many microseconds from now; 0 gives the right up
-- ARGV[4]  up to where it has published, or nothing
--
-- Answers {1, epoch, position} or {0, microseconds until the right runs out}.
--
-- One HSET, and no "/" on numbers, for the reasons in Commit.lua.
local log = KEYS[1]
local known = redis.call('HMGET', log, 'relay.holder', 'relay.epoch', 'relay.until', 'relay.position')
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local left = tonumber(known[3] or '0') - now
local epoch = tonumber(known[2] or '0')

if ARGV[2] == '0' then
  -- Its own right it may take again: it was not told that it has it.
  if left > 0 and known[1] ~= ARGV[1] then
    return {0, left}
  end
  epoch = epoch + 1
elseif known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then
  return {0, left}
end

local position = ARGV[4]
if position == '' then
  position = known[4] or ''
end
redis.call('HSET', log, 'relay.holder', ARGV[1], 'relay.epoch', string.format('%.0f', epoch),
  'relay.until', string.format('%.0f', now + tonumber(ARGV[3])), 'relay.position', position)
return {1, epoch, position}
