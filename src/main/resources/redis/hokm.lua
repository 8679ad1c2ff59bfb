#!lua name=hokm

-- The authority over rooms. A function answers with a code and never with an error of its own.
-- Redis itself refuses to run one that may write while it can't write (its disk or memory is full,
-- it is a replica, it has too few of them): then nothing has happened, and whoever asked waits.
--
-- This store may forget: restarted with an old file or none, or failed over to a replica that had
-- not heard all, it stands at some earlier moment of its own past. What it forgot its callers put
-- back. Epochs are given out only here, so of two the higher is the later one: a caller that comes
-- with a higher epoch than is stored proves that a claim was forgotten, and is right. Claims wait
-- (in RedisRoomStore) until the living owners have had time to put theirs back.

local LOST = -1
local TOMBSTONE_SECONDS = 3600
local CHANGES = 8

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function node_of(owner)
  return string.match(owner, '^(.*)%.%d+$')
end

-- Whether another may write where this owner and epoch stand.
local function deposed(owner, epoch, by, at)
  epoch, at = tonumber(epoch), tonumber(at)
  return epoch > at or (epoch == at and owner ~= by)
end

-- A room's newest changes of owner with this one, a line each, the oldest first: epoch, epoch
-- milliseconds, cause, from (nothing where there was none), to.
local function changes(before, epoch, cause, from, to)
  local kept = {}
  for line in string.gmatch(before or '', '[^\n]+') do kept[#kept + 1] = line end
  if #kept == CHANGES then table.remove(kept, 1) end
  kept[#kept + 1] = table.concat({epoch, string.format('%.0f', now()), cause, from or '', to}, '\t')
  return table.concat(kept, '\n')
end

-- KEYS: room, tombstone, own-list, outbox.
-- ARGV: code, owner, version, snapshot, how many results may wait.
-- 1 made (or made by this very call before), 0 there is a room with this code, 2 too many wait.
local function create(keys, args)
  local owner, epoch, version = unpack(redis.call('HMGET', keys[1], 'owner', 'epoch', 'version'))
  if owner then
    return (owner == args[2] and epoch == '1' and version == args[3]) and 1 or 0
  end
  if redis.call('EXISTS', keys[2]) == 1 then return 0 end
  if redis.call('XLEN', keys[4]) >= tonumber(args[5]) then return 2 end
  redis.call('HSET', keys[1], 'owner', args[2], 'epoch', 1, 'version', args[3],
    'snapshot', args[4], 'changes', changes(nil, 1, 'created', nil, args[2]))
  redis.call('SADD', keys[3], args[1])
  return 1
end

-- KEYS: room, tombstone, own-list, outbox.
-- ARGV: code, owner, epoch, version, snapshot, then pairs of kind and body for the outbox.
-- 1 saved, 0 saved before (a retry; nothing is appended again), -1 the lease is lost.
-- A room that is missing, behind or under a lower epoch has been forgotten, and is put back.
local function save(keys, args)
  local owner, epoch, version = unpack(redis.call('HMGET', keys[1], 'owner', 'epoch', 'version'))
  local ours = owner == args[2] and epoch == args[3]
  if owner then
    if deposed(owner, epoch, args[2], args[3]) then return LOST end
    if ours and tonumber(version) >= tonumber(args[4]) then return 0 end
  elseif redis.call('EXISTS', keys[2]) == 1 then
    return LOST
  end
  if not ours then
    redis.call('SADD', keys[3], args[1])
    local before = redis.call('HGET', keys[1], 'changes')
    redis.call('HSET', keys[1], 'changes', changes(before, args[3], 'put_back', owner, args[2]))
  end
  redis.call('HSET', keys[1], 'owner', args[2], 'epoch', args[3], 'version', args[4],
    'snapshot', args[5])
  for i = 6, #args, 2 do
    redis.call('XADD', keys[4], '*', 'kind', args[i], 'body', args[i + 1])
  end
  return 1
end

-- KEYS: room, tombstone.  ARGV: owner, epoch, version.  Writes nothing.
-- 1 has this version or a later one, 0 has forgotten it, -1 the lease is lost.
local function check(keys, args)
  local owner, epoch, version = unpack(redis.call('HMGET', keys[1], 'owner', 'epoch', 'version'))
  if not owner then return redis.call('EXISTS', keys[2]) == 1 and LOST or 0 end
  if deposed(owner, epoch, args[1], args[2]) then return LOST end
  return (epoch == args[2] and tonumber(version) >= tonumber(args[3])) and 1 or 0
end

-- KEYS: room, tombstone, own-list.  ARGV: code, owner, epoch.  1 closed, 0 not there, -1 lost.
-- The tombstone keeps a late save, and a creation under the same code, from bringing it back. What
-- it says is where the room had been; a second close finds no room, and must not wipe that away.
local function close(keys, args)
  local owner, epoch, before = unpack(redis.call('HMGET', keys[1], 'owner', 'epoch', 'changes'))
  if owner and deposed(owner, epoch, args[2], args[3]) then return LOST end
  redis.call('DEL', keys[1])
  redis.call('SREM', keys[3], args[1])
  redis.call('SET', keys[2], before or redis.call('GET', keys[2]) or '', 'EX', TOMBSTONE_SECONDS)
  return owner and 1 or 0
end

-- KEYS: own-list of the node that must own them, own-list of the new one, then a room each.
-- ARGV: that node, then code and new owner for each room, then why (an older node does not say).
-- For each room claimed: code, owner, epoch, version, snapshot.
local function claim(keys, args)
  local claimed = {}
  local cause = args[(#keys - 2) * 2 + 2] or 'unknown'
  for i = 3, #keys do
    local code, to = args[(i - 3) * 2 + 2], args[(i - 3) * 2 + 3]
    local owner, epoch, version, snapshot, before =
      unpack(redis.call('HMGET', keys[i], 'owner', 'epoch', 'version', 'snapshot', 'changes'))
    if not owner then
      redis.call('SREM', keys[1], code)
    elseif node_of(owner) == args[1] then
      local raised = tonumber(epoch) + 1
      redis.call('HSET', keys[i], 'owner', to, 'epoch', raised,
        'changes', changes(before, raised, cause, owner, to))
      redis.call('SREM', keys[1], code)
      redis.call('SADD', keys[2], code)
      claimed[#claimed + 1] = {code, to, raised, tonumber(version), snapshot}
    else
      redis.call('SREM', keys[1], code)
    end
  end
  return claimed
end

-- KEYS: lease.  ARGV: holder, milliseconds.  1 held now, 0 held by another.
local function hold(keys, args)
  local holder = redis.call('GET', keys[1])
  if holder and holder ~= args[1] then return 0 end
  redis.call('SET', keys[1], args[1], 'PX', args[2])
  return 1
end

-- KEYS: lease.  ARGV: holder.
local function release(keys, args)
  if redis.call('GET', keys[1]) == args[1] then redis.call('DEL', keys[1]) end
  return 1
end

-- KEYS: session.  ARGV: seconds it is kept.
-- Player, name, room and the number of this arrival; nothing for a session that is not known. The
-- number follows the clock, so that it rises also where the store has lost the newest ones.
local function arrive(keys, args)
  local player, name, room, last =
    unpack(redis.call('HMGET', keys[1], 'player', 'name', 'room', 'arrival'))
  if not player then return {} end
  local arrival = math.max(now(), tonumber(last or 0) + 1)
  redis.call('HSET', keys[1], 'arrival', arrival)
  redis.call('EXPIRE', keys[1], args[1])
  return {player, name, room or '', arrival}
end

-- KEYS: session.  ARGV: player, name, seconds it is kept, whether one is made where there is none.
-- As arrive, under this name from now on. Whoever makes it, the secret's hash gives the same player.
local function sign_in(keys, args)
  if args[4] == '0' and redis.call('HEXISTS', keys[1], 'player') == 0 then return {} end
  redis.call('HSET', keys[1], 'player', args[1], 'name', args[2])
  return arrive(keys, {args[3]})
end

-- KEYS: session.  ARGV: player, name, room, arrival, seconds it is kept.
-- 1 put back as the gateway of that arrival knows it, 0 a later one has come and knows better.
local function put_back(keys, args)
  local last = redis.call('HGET', keys[1], 'arrival')
  if last and tonumber(last) > tonumber(args[4]) then return 0 end
  redis.call('HSET', keys[1], 'player', args[1], 'name', args[2], 'room', args[3],
    'arrival', args[4])
  redis.call('EXPIRE', keys[1], args[5])
  return 1
end

-- A name is kept with the id of the request, and a place is a room with it: two lines each.
local function lines(two)
  return string.match(two or '', '^([^\n]*)\n?(.*)$')
end

-- KEYS: waiting, names, the player's place, tables.  ARGV: player, name, id.
-- 1 waits, 0 is assigned to a table that will open, or has been by this very request.
local function enqueue(keys, args)
  local place = redis.call('GET', keys[3])
  if place then
    local room, id = lines(place)
    if id == args[3] or redis.call('HEXISTS', keys[4], room) == 1 then return 0 end
    redis.call('DEL', keys[3])
  end
  if redis.call('ZSCORE', keys[1], args[1]) then return 1 end
  redis.call('ZADD', keys[1], now(), args[1])
  redis.call('HSET', keys[2], args[1], args[2] .. '\n' .. args[3])
  return 1
end

-- KEYS: waiting, names.  ARGV: most.  Player, name and milliseconds waited, the oldest first.
local function waiting(keys, args)
  local rows, at = {}, now()
  local found = redis.call('ZRANGE', keys[1], 0, args[1] - 1, 'WITHSCORES')
  for i = 1, #found, 2 do
    local name = lines(redis.call('HGET', keys[2], found[i]))
    rows[#rows + 1] = {found[i], name, math.max(0, at - tonumber(found[i + 1]))}
  end
  return rows
end

-- KEYS: waiting, names, tables, then each player's place.  ARGV: room, seconds, then the players.
-- 1 all of them have this table now, 0 one of them no longer waits and nothing changed.
local function assign(keys, args)
  for i = 3, #args do
    if not redis.call('ZSCORE', keys[1], args[i]) then return 0 end
  end
  local seats = {}
  for i = 3, #args do
    local name, id = lines(redis.call('HGET', keys[2], args[i]))
    seats[#seats + 1] = {args[i], name}
    redis.call('ZREM', keys[1], args[i])
    redis.call('HDEL', keys[2], args[i])
    redis.call('SET', keys[i + 1], args[1] .. '\n' .. id, 'EX', args[2])
  end
  redis.call('HSET', keys[3], args[1], cjson.encode(seats))
  return 1
end

-- KEYS: outbox.  ARGV: group.  An existing group would be an error, hence pcall.
local function group(keys, args)
  redis.pcall('XGROUP', 'CREATE', keys[1], args[1], '0', 'MKSTREAM')
  return 1
end

-- Does nothing, but Redis lets it run only while it would let a save.
local function probe()
  return 1
end

redis.register_function('hokm_probe', probe)
redis.register_function('hokm_group', group)
redis.register_function('hokm_create', create)
redis.register_function('hokm_save', save)
redis.register_function{function_name = 'hokm_check', callback = check, flags = {'no-writes'}}
-- With its memory full the store must still be able to let go of rooms.
redis.register_function{function_name = 'hokm_close', callback = close, flags = {'allow-oom'}}
redis.register_function('hokm_claim', claim)
redis.register_function('hokm_hold', hold)
redis.register_function('hokm_release', release)
redis.register_function('hokm_arrive', arrive)
redis.register_function('hokm_sign_in', sign_in)
redis.register_function('hokm_put_back', put_back)
redis.register_function('hokm_enqueue', enqueue)
redis.register_function('hokm_waiting', waiting)
redis.register_function('hokm_assign', assign)
