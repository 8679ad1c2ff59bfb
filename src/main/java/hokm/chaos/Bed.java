package hokm.chaos;

import hokm.local.Stack;
import hokm.room.BotPlayer;
import hokm.snapshots.RedisRoomStore;
import hokm.witness.Postgres;
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

  /** On a stack whose servers are its own. */
  public static Bed of(Stack stack, RedisRoomStore store, List<Postgres> servers,
      Supplier<BotPlayer> player) {
    var doors = stack.nodes().stream()
        .map(node -> SocketAddress.inetSocketAddress(node.port(), "127.0.0.1")).toList();
    return new Bed(stack, doors, store, servers, List.of(new NodeHarm(stack.nodes(), store),
        new ServerHarm(stack.redis().orElseThrow(), stack.postgres().orElseThrow())), player);
  }
}
