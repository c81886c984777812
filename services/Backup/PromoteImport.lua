-- Puts what was imported in the place of an empty store.
--
-- KEYS[1]  the service's hash    KEYS[2]  what was imported    KEYS[3]  its state    KEYS[4]  where that state belongs
-- ARGV[1]  the identity in what was imported; gone, if it expired on the way
-- ARGV[2]  how many fields its state has; 0 if it has none
--
-- Answers 0 if it was done, 1 if the store is not empty, 2 if what was imported is no longer whole.
--
-- A service that waits at the empty store has given it an identity, and no revision: that is still empty. The state goes first:
-- on a server whose file can end between two commands of a script, a state without a log is nothing.
if redis.call('HEXISTS', KEYS[1], 'head') == 1 then
  return 1
end
local stateFields = tonumber(ARGV[2])
if redis.call('HGET', KEYS[2], 'identity') ~= ARGV[1] or redis.call('HLEN', KEYS[3]) ~= stateFields then
  return 2
end
if stateFields > 0 then
  redis.call('PERSIST', KEYS[3])
  redis.call('RENAME', KEYS[3], KEYS[4])
end
redis.call('PERSIST', KEYS[2])
redis.call('RENAME', KEYS[2], KEYS[1])
return 0
