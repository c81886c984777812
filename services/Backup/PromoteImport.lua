-- Replaces an empty store by the staging keys of an import.
--
-- KEYS[1]  the service's hash    KEYS[2]  the staging hash    KEYS[3]  the staged checkpoint    KEYS[4]  the key of the checkpoint
-- ARGV[1]  the store ID in the staging hash, which is missing if the hash has expired
-- ARGV[2]  the number of fields of the checkpoint; 0 if there is no checkpoint
--
-- Returns 0 if the store was replaced, 1 if it is not empty, 2 if the staging keys are incomplete.
--
-- A store is still empty if a waiting service has given it an ID but no revision. The checkpoint is renamed first:
-- on a server whose file can end between two commands of a script, a checkpoint without a log has no effect.
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
