package hokm.chaos;

import hokm.local.Stack;
import hokm.room.BotPlayer;
import hokm.snapshots.RedisRoomStore;
import hokm.witness.Postgres;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a campaign runs on.
 *
 * @param doors where players connect
 * @param store the rooms as Redis has them, past every node
 * @param servers every PostgreSQL server, for one who may read
 * @param kits how this machine can be hurt
 * @param player makes the strategy of one client
 */
public record Bed(Stack stack, List<SocketAddress> doors, RedisRoomStore store,
    List<Postgres> servers, List<Harm.Kit> kits, Supplier<BotPlayer> player) {

  /** On a stack whose servers are its own. @param disk where its Redis keeps its file */
  public static Bed of(Vertx vertx, Stack stack, FaultyGround ground, SmallDisk disk,
      RedisRoomStore store, List<Postgres> servers, Supplier<BotPlayer> player) {
    var nodes = stack.nodes();
    var redis = stack.redis().orElseThrow();
    var doors = ground.open(nodes);
    return new Bed(stack, doors, store, servers, List.of(new NodeHarm(nodes, store),
        new ServerHarm(redis, stack.postgres().orElseThrow()), new DiskHarm(redis, disk),
        new LinkHarm(ground, nodes), new ClockHarm(ground, nodes),
        new ClientHarm(ground, new Storm(vertx, doors))), player);
  }
}
