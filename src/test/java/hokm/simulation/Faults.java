package hokm.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What befalls a cluster for some seconds; afterwards everything heals. */
final class Faults {

  private static final long SECOND = 1_000_000;

  private final World world;
  private final SimulatedCluster cluster;
  private final List<String> machines;
  private final List<Party> parties;
  private final Random random;
  private final long over;
  private final List<Runnable> kinds = new ArrayList<>();
  private int count;
  /** Until then something is under way that may have taken a room from its owner. */
  private long busyUntil;
  /** Until then nothing may, since only the owners know what the store has forgotten. */
  private long quietUntil;

  Faults(World world, SimulatedCluster cluster, List<String> machines, List<Party> parties) {
    this.world = world;
    this.cluster = cluster;
    this.machines = machines;
    this.parties = parties;
    this.random = world.random("faults");
    this.over = 2 * SECOND + time(10 * SECOND);
    choose();
  }

  /** Not every schedule has every kind, so that some are seen without others. */
  private void choose() {
    Map<Runnable, Integer> all = new LinkedHashMap<>();
    boolean forgetful = random.nextInt(5) == 0;
    all.put(this::kill, forgetful ? 8 : 40);
    all.put(this::leave, forgetful ? 8 : 15);
    all.put(this::cutSocket, 20);
    all.put(this::deafSocket, 10);
    all.put(this::secondSocket, 10);
    all.put(this::setClock, 10);
    all.put(this::postgresGoes, 10);
    if (forgetful) all.put(this::redisForgets, 60);
    else disturb(all);
    boolean few = random.nextBoolean();
    all.forEach((kind, weight) -> {
      if (few && weight < 60 && random.nextInt(4) > 0) return;
      for (int i = 0; i < weight; i++) kinds.add(kind);
    });
    if (kinds.isEmpty()) kinds.add(this::kill);
  }

  private void disturb(Map<Runnable, Integer> all) {
    all.put(this::hold, 30);
    all.put(this::cutOff, 15);
    all.put(this::cutOneWay, 15);
    all.put(this::cutFromRedis, 15);
    all.put(this::misjudge, 15);
    all.put(this::redisGoes, 15);
    all.put(this::redisHangs, 10);
  }

  /** Microseconds at which the last of them is healed. */
  long over() {
    return over;
  }

  int count() {
    return count;
  }

  void begin() {
    world.weather.draw(random);
    world.scheduler.after(over, world.outside, this::heal);
    next();
  }

  /** Mostly far apart, sometimes two at once. */
  private void next() {
    long pause = time(1 + time(4 * SECOND));
    if (world.scheduler.micros() + pause >= over) return;
    world.scheduler.after(pause, world.outside, () -> {
      count++;
      kinds.get(random.nextInt(kinds.size())).run();
      next();
    });
  }

  private long time(long most) {
    return (long) (random.nextDouble() * most);
  }

  private String machine() {
    return machines.get(random.nextInt(machines.size()));
  }

  /** @return false when this must not happen now */
  private boolean mayDisturb(long micros) {
    if (world.scheduler.micros() < quietUntil) return false;
    busyUntil = Math.max(busyUntil, world.scheduler.micros() + micros + 3 * SECOND);
    return true;
  }

  private void kill() {
    if (!mayDisturb(3 * SECOND)) return;
    var which = machine();
    cluster.kill(which);
    again(which);
  }

  private void again(String which) {
    world.scheduler.after(SECOND / 10 + time(3 * SECOND), world.outside,
        () -> cluster.start(which));
  }

  /** As with SIGSTOP; when it lasts the others give the node up, or its keeper kills it. */
  private void hold() {
    var which = machine();
    long micros = SECOND / 50 + time(time(6 * SECOND));
    if (!mayDisturb(micros + 2 * SECOND)) return;
    cluster.at(which).ifPresent(node -> {
      world.trace.say(() -> "Node " + node.id() + " stands still for " + micros / 1000 + " ms.");
      node.life().hold(world.scheduler.micros() + micros);
      if (random.nextInt(3) > 0) return;
      long noticed = time(micros);
      cluster.running().stream().filter(other -> other != node).forEach(other ->
          world.scheduler.after(noticed, world.outside, () ->
              cluster.misjudge(other, node, micros - noticed + time(2 * SECOND), false)));
    });
  }

  /** One machine from the others, and sometimes from Redis as well. */
  private void cutOff() {
    var one = machine();
    long micros = SECOND / 20 + time(4 * SECOND);
    if (!mayDisturb(micros + SECOND)) return;
    world.trace.say(() -> "Machine " + one + " is cut off for " + micros / 1000 + " ms.");
    for (String other : machines) {
      if (other.equals(one)) continue;
      world.network.cut(one, other, micros);
      world.network.cut(other, one, micros);
      if (random.nextBoolean()) suspect(other, one, micros);
      if (random.nextBoolean()) suspect(one, other, micros);
    }
    if (random.nextInt(3) == 0) fromRedis(one, micros);
  }

  private void suspect(String by, String other, long micros) {
    long noticed = time(micros);
    world.scheduler.after(noticed, world.outside, () ->
        cluster.at(by).ifPresent(node -> cluster.at(other).ifPresent(suspected ->
            cluster.misjudge(node, suspected, micros - noticed + time(SECOND), false))));
  }

  private void cutOneWay() {
    var from = machine();
    var to = machines.get((machines.indexOf(from) + 1 + random.nextInt(2)) % machines.size());
    long micros = SECOND / 20 + time(4 * SECOND);
    if (!mayDisturb(micros + SECOND)) return;
    world.trace.say(() -> "Nothing gets from " + from + " to " + to + " for " + micros / 1000
        + " ms.");
    world.network.cut(from, to, micros);
    if (random.nextBoolean()) suspect(to, from, micros);
  }

  private void cutFromRedis() {
    long micros = SECOND / 20 + time(4 * SECOND);
    if (mayDisturb(micros)) fromRedis(machine(), micros);
  }

  private void fromRedis(String one, long micros) {
    int ways = random.nextInt(3);
    world.trace.say(() -> "Machine " + one + " is cut from Redis for " + micros / 1000 + " ms, "
        + List.of("both ways.", "there.", "back.").get(ways));
    if (ways < 2) world.network.cut(one, Network.REDIS, micros);
    if (ways != 1) world.network.cut(Network.REDIS, one, micros);
  }

  private void misjudge() {
    var nodes = cluster.running();
    if (nodes.size() < 2) return;
    var by = nodes.get(random.nextInt(nodes.size()));
    var other = nodes.get(random.nextInt(nodes.size()));
    long micros = SECOND / 20 + time(4 * SECOND);
    if (by == other || !mayDisturb(micros)) return;
    cluster.misjudge(by, other, micros, random.nextInt(4) == 0);
  }

  private void leave() {
    if (!mayDisturb(9 * SECOND)) return;
    var which = machine();
    cluster.at(which).ifPresent(node -> {
      node.leave();
      world.scheduler.after(8 * SECOND, world.outside, () -> {
        if (!node.life().dead()) cluster.end(node, "did not stop in time and is killed");
      });
      world.scheduler.after(9 * SECOND, world.outside, () -> cluster.start(which));
    });
  }

  private void redisGoes() {
    long micros = SECOND / 20 + time(3 * SECOND);
    if (mayDisturb(micros)) cluster.redis().restart(micros, null);
  }

  private void redisHangs() {
    long micros = SECOND / 50 + time(3 * SECOND);
    if (mayDisturb(micros)) cluster.redis().hold(micros);
  }

  /**
   * It comes back as it was up to a second before it went, or empty. Not while a room is in no
   * node's memory, as after a death and three claims that went unanswered: then nobody can know it.
   */
  private void redisForgets() {
    long now = world.scheduler.micros();
    if (now < busyUntil || now < quietUntil || !world.promises.keptByNodes()) return;
    boolean all = random.nextInt(3) == 0;
    long tail = time(SECOND);
    long down = SECOND / 20 + time(3 * SECOND);
    quietUntil = now + tail + down + 5 * SECOND;
    var back = all ? new RedisModel() : cluster.redis().model().copy();
    world.promises.mayForget();
    world.scheduler.after(tail, world.outside, () -> cluster.redis().restart(down, back));
  }

  /** No player waits for it, so it may go with anything else. */
  private void postgresGoes() {
    if (random.nextInt(3) == 0) cluster.database().loseStandby(SECOND / 2 + time(4 * SECOND));
    else cluster.database().losePrimary(SECOND / 5 + time(2 * SECOND), SECOND + time(4 * SECOND));
  }

  private ModelPlayer player() {
    var party = parties.get(random.nextInt(parties.size()));
    return party.players.get(random.nextInt(party.players.size()));
  }

  private void cutSocket() {
    player().cut();
  }

  private void deafSocket() {
    player().goDeaf();
  }

  private void secondSocket() {
    player().dialAgain();
  }

  private void setClock() {
    long off = List.of(3_600_000L, -3_600_000L, 90_000L, -90_000L, 0L).get(random.nextInt(5));
    cluster.at(machine()).ifPresent(node -> {
      world.trace.say(() -> "The clock of " + node.id() + " is off by " + off + " ms.");
      node.setClock(off);
    });
  }

  private void heal() {
    world.trace.say(() -> "All faults are over.");
    world.weather.clear();
    world.network.mend();
    machines.forEach(cluster::start);
  }
}
