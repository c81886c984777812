-- Acquires, renews, uses or releases the lease for publishing the changes of a service. One instance holds it at a time,
-- until a time by the store's clock. Each acquisition gets a higher fencing token, the epoch: an instance that was suspended
-- while its lease expired and another instance acquired it has an older epoch, and is rejected.
--
-- KEYS[1]  the service's hash; its fields relay.holder, relay.epoch, relay.until (microseconds), relay.position
-- ARGV[1]  the ID of the instance
-- ARGV[2]  its epoch, or 0 to acquire the lease
-- ARGV[3]  the duration of the lease in microseconds from now; 0 releases the lease
-- ARGV[4]  the position up to which it has published, or empty to keep the position
--
-- Returns {1, epoch, position} or {0, microseconds until the lease expires}.
--
-- Uses one HSET, and no "/" on numbers, for the reasons in Commit.lua.
local log = KEYS[1]
local known = redis.call('HMGET', log, 'relay.holder', 'relay.epoch', 'relay.until', 'relay.position')
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local left = tonumber(known[3] or '0') - now
local epoch = tonumber(known[2] or '0')

if ARGV[2] == '0' then
  -- An instance may acquire its own lease again: it may not have received the response.
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
