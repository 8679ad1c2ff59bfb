package hokm.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace for each node, joined by a bridge. A way from one to another is cut by
 * telling the one a hardware address that nobody has: what it sends vanishes, without a word. A
 * second link to each node is for who supervises it, as a supervisor on its own machine would be.
 */
final class Namespaces implements AutoCloseable {

  private static final String NOBODY = "02:00:00:00:de:ad";
  private static final int PATIENCE_SECONDS = 10;
  /** Places on the bridge that are this process, for the nodes. */
  private static final int HERE = 253;
  private static final int POSTGRES = 252;

  private final int nodes;
  private final int subnet;
  private final String tag;

  private Namespaces(int nodes, int number) {
    this.nodes = nodes;
    this.subnet = number;
    this.tag = "hk" + number;
  }

  /** Empty where this process may not, or there is no ip command. */
  static Optional<Namespaces> make(int nodes) {
    var made = new Namespaces(nodes, (int) (ProcessHandle.current().pid() % 250) + 1);
    made.close();
    try {
      made.build();
      // Also when the program is told to end.
      Runtime.getRuntime().addShutdownHook(new Thread(made::close, "networks"));
      return Optional.of(made);
    } catch (IllegalStateException notAllowed) {
      made.close();
      return Optional.empty();
    }
  }

  private void build() {
    ip("link add " + bridge() + " type bridge");
    ip("link set " + bridge() + " address " + hardware(HERE));
    for (int place : List.of(HERE, POSTGRES)) {
      ip("addr add " + address(place) + "/24 dev " + bridge());
    }
    ip("link set " + bridge() + " up");
    for (int i = 0; i < nodes; i++) {
      var name = name(i);
      ip("netns add " + name);
      ip("link add " + tag + "v" + i + " type veth peer name eth0 address " + hardware(i)
          + " netns " + name);
      ip("link set " + tag + "v" + i + " master " + bridge() + " up");
      ip("-n " + name + " addr add " + address(i) + "/24 dev eth0");
      ip("link add " + tag + "m" + i + " type veth peer name eth1 netns " + name);
      ip("addr add 10.78." + subnet + "." + (4 * i + 1) + "/30 dev " + tag + "m" + i);
      ip("link set " + tag + "m" + i + " up");
      ip("-n " + name + " addr add " + watchedAt(i) + "/30 dev eth1");
      for (var link : List.of("lo", "eth0", "eth1")) ip("-n " + name + " link set " + link + " up");
    }
    for (int i = 0; i < nodes; i++) mend(i);
  }

  private String bridge() {
    return tag + "b";
  }

  private String name(int node) {
    return tag + "n" + node;
  }

  private String address(int place) {
    return "10.77." + subnet + "." + (place + 1);
  }

  private static String hardware(int place) {
    return String.format("02:00:0a:4d:00:%02x", (place == POSTGRES ? HERE : place) + 1);
  }

  String host(int node) {
    return address(node);
  }

  /** Where this process is, for the nodes. */
  String here() {
    return address(HERE);
  }

  /** Where PostgreSQL is, for the nodes: by one name, since they vote on it. */
  String postgres() {
    return address(POSTGRES);
  }

  void cutFromPostgres(int node) {
    way(node, POSTGRES, false);
  }

  String watchedAt(int node) {
    return "10.78." + subnet + "." + (4 * node + 2);
  }

  /** What runs a command inside. */
  List<String> inside(int node) {
    return List.of("ip", "netns", "exec", name(node));
  }

  /** From now on nothing that the node sends arrives anywhere. */
  void mute(int node) {
    others(node).forEach(other -> way(node, other, false));
  }

  /** From now on nothing that is sent to the node arrives. */
  void deafen(int node) {
    others(node).stream().filter(other -> other != POSTGRES)
        .forEach(other -> way(other, node, false));
  }

  void mend(int node) {
    others(node).forEach(other -> {
      way(node, other, true);
      if (other != POSTGRES) way(other, node, true);
    });
  }

  private List<Integer> others(int node) {
    var others = new ArrayList<Integer>();
    for (int i = 0; i < nodes; i++) if (i != node) others.add(i);
    others.addAll(List.of(HERE, POSTGRES));
    return others;
  }

  private void way(int from, int to, boolean open) {
    var where = from == HERE ? "neigh replace " : "-n " + name(from) + " neigh replace ";
    ip(where + address(to) + " lladdr " + (open ? hardware(to) : NOBODY) + " dev "
        + (from == HERE ? bridge() : "eth0") + " nud permanent");
  }

  private static void ip(String arguments) {
    var command = new ArrayList<>(List.of("ip"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("ip " + arguments + " failed.");
      }
    } catch (IOException missing) {
      throw new IllegalStateException("There is no ip command.", missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** With the namespaces their ends of all links go. */
  @Override
  public void close() {
    for (int i = 0; i < nodes; i++) {
      quietly("netns del " + name(i));
      quietly("link del " + tag + "v" + i);
      quietly("link del " + tag + "m" + i);
    }
    quietly("link del " + bridge());
  }

  private static void quietly(String arguments) {
    try {
      ip(arguments);
    } catch (IllegalStateException wasNotThere) {
      return;
    }
  }
}
