package hokm.room;

import hokm.rules.MatchRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hosts a-1 and b-1 on one bus; membership and store are the test's, everything else is real. */
final class TwoHosts implements AutoCloseable {

  final SlowStore store = new SlowStore();
  final Members members = new Members();
  final Set<String> leased = ConcurrentHashMap.newKeySet();
  final Set<String> hung = ConcurrentHashMap.newKeySet();
  final RoomClient client;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, RoomHostVerticle> hosts = new HashMap<>();
  private final ConcurrentLinkedQueue<Adopted> adopted = new ConcurrentLinkedQueue<>();

  static final class Members implements Membership {
    final Set<String> present = ConcurrentHashMap.newKeySet();
    final List<Gone> listeners = new CopyOnWriteArrayList<>();
    final List<Consumer<String>> joined = new CopyOnWriteArrayList<>();

    @Override
    public Set<String> hosts() {
      return Set.copyOf(present);
    }

    @Override
    public Set<String> nodes() {
      return hosts();
    }

    @Override
    public void onGone(Gone listener) {
      listeners.add(listener);
    }

    @Override
    public void onJoined(Consumer<String> listener) {
      joined.add(listener);
    }

    void lose(String node, boolean refused) {
      present.remove(node);
      listeners.forEach(listener -> listener.gone(node, refused));
    }

    void comeAgain(String node) {
      present.add(node);
      joined.forEach(listener -> listener.accept(node));
    }
  }

  /** Leases of nodes that live. */
  static final class AllAlive implements NodeLeases {
    @Override
    public Future<Void> renew(String node) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> drop(String node) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> alive(String node) {
      return Future.succeededFuture(true);
    }

    @Override
    public Future<List<String>> owners() {
      return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Void> forget(String node) {
      return Future.succeededFuture();
    }
  }

  private final class Leases implements NodeLeases {
    @Override
    public Future<Void> renew(String node) {
      if (!hung.contains(node)) leased.add(node);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> drop(String node) {
      leased.remove(node);
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> alive(String node) {
      return Future.succeededFuture(leased.contains(node));
    }

    @Override
    public Future<List<String>> owners() {
      return Future.succeededFuture(List.copyOf(hosts.keySet()));
    }

    @Override
    public Future<Void> forget(String node) {
      return Future.succeededFuture();
    }
  }

  TwoHosts() {
    BusCodecs.register(vertx.eventBus());
    vertx.eventBus().<Adopted>consumer(Adopted.ADDRESS, m -> adopted.add(m.body()));
    add("a-1");
    add("b-1");
    client = new RoomClient(store, members, Edge.of(vertx));
  }

  void add(String node) {
    var loops = new ArrayList<GameRooms>();
    for (int k = 0; k < 2; k++) {
      loops.add(new GameRooms(new Owner(node, k), () -> store, RoomScene.SETTINGS,
          Bots.atOnce(new LowestCard()), Edge::of));
      await(vertx.deployVerticle(loops.get(k)));
    }
    members.present.add(node);
    var host = new RoomHostVerticle(node, () -> store, Leases::new, members, loops,
        Edge::of);
    await(vertx.deployVerticle(host));
    hosts.put(node, host);
  }

  RoomHostVerticle host(String node) {
    return hosts.get(node);
  }

  Bus bus() {
    return Bus.of(vertx);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A room of p0 and three bots. */
  Answer open(String code) {
    return open(code, true);
  }

  /** A room in which p0 waits for others. */
  Answer openWaiting(String code) {
    return open(code, false);
  }

  private Answer open(String code, boolean bots) {
    return await(client.open(new Ask(code, "p0", code, new RoomCommand.Open(
        MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), bots))));
  }

  String ownerOf(String code) {
    return await(store.owner(code)).orElseThrow().node();
  }

  List<String> ownedBy(String node) {
    return await(store.ownedBy(node));
  }

  List<String> adoptedRooms() {
    return adopted.stream().flatMap(each -> each.rooms().stream()).toList();
  }
}
