package hokm.cli;

import hokm.demo.Target;
import hokm.witness.Postgres;
import hokm.local.Stack;
import hokm.room.Owner;
import hokm.room.RoomStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The local stack as the demonstration sees and hurts it. */
record StackTarget(Stack stack, RoomStore rooms) implements Target {

  private static final String DATABASE = "hokm_game";
  private static final String READER = "game_user";

  @Override
  public int port() {
    return stack.balancerPort();
  }

  @Override
  public Future<Optional<String>> ownerOf(String room) {
    return rooms.owner(room).map(owner -> owner.map(Owner::node));
  }

  /** A node's id is its name, a dash and what tells this run of it from the last. */
  @Override
  public void killNode(String node) {
    stack.nodes().stream().filter(each -> node.startsWith(each.name() + "-")).findFirst()
        .orElseThrow(() -> new IllegalStateException("No process runs node " + node + "."))
        .kill();
  }

  @Override
  public void kill(Postgres server) {
    stack.postgres().orElseThrow().servers().stream()
        .filter(each -> server.name().equals(name(each.port()))).findFirst().orElseThrow().kill();
  }

  @Override
  public List<Postgres> servers() {
    return stack.postgres().orElseThrow().servers().stream()
        .map(each -> new Postgres(name(each.port()), () -> each.connect(DATABASE, READER)))
        .toList();
  }

  private static String name(int port) {
    return "127.0.0.1:" + port;
  }
}
