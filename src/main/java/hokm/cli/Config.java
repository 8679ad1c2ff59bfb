package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.admin.AdminSettings;
import hokm.bots.BotSettings;
import hokm.cluster.BusTls;
import hokm.cluster.ClusterSettings;
import hokm.gateway.GatewaySettings;
import hokm.gateway.Shares;
import hokm.health.HealthSettings;
import hokm.health.TraceSettings;
import hokm.matchmaking.MatchmakingSettings;
import hokm.persistence.PostgresSettings;
import hokm.room.RoomSettings;
import hokm.snapshots.RedisSettings;
import hokm.status.StatusSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * All that the environment says, read once. The defaults stand with their components.
 *
 * @param name of the node, for people
 * @param run six hex digits, others at each start; name and run are the node's id
 * @param loops game-room verticles, and gateways, of this node
 */
record Config(String name, String run, Set<Role> roles, int loops, RoomSettings rooms,
    BotSettings bots, RedisSettings redis, GatewaySettings gateway,
    MatchmakingSettings matchmaking, PostgresSettings postgres,
    ClusterSettings cluster, HealthSettings health, TraceSettings traces, StatusSettings status,
    AdminSettings admin) {

  enum Role { GATEWAY, ROOMS, MATCHMAKER, PERSISTENCE }

  private enum Level { TRACE, DEBUG, INFO, WARN, ERROR, OFF }

  Config {
    require(name.matches("[A-Za-z0-9-]{1,40}"), "HOKM_NODE: letters, digits and hyphens", name);
    require(run.matches("[0-9a-f]{6}"), "HOKM_RUN: six hex digits", run);
    require(loops >= 1 && loops <= 64, "HOKM_LOOPS: 1 to 64", loops);
  }

  static Config of(Env env) {
    // The log is there before anything else, and reads this by itself.
    var log = env.text("HOKM_LOG", "text");
    require(Set.of("text", "json").contains(log),
        "HOKM_LOG: text or json (HOKM_LOG_LEVEL is the level)", log);
    env.choice("HOKM_LOG_LEVEL", Level.class, Level.INFO);
    var random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    return new Config(env.text("HOKM_NODE", "node"), env.text("HOKM_RUN", random), roles(env),
        env.number("HOKM_LOOPS", Math.min(4, Runtime.getRuntime().availableProcessors())),
        rooms(env),
        new BotSettings(env.number("HOKM_BOT_THREADS", BotSettings.DEFAULT.threads())),
        redis(env), gateway(env),
        new MatchmakingSettings(env.millis("HOKM_QUICK_MATCH_WAIT_MS",
            MatchmakingSettings.DEFAULT.patience())),
        postgres(env), cluster(env),
        new HealthSettings(env.millis("HOKM_HEALTH_DEADLINE_MS",
            HealthSettings.DEFAULT.deadline())),
        new TraceSettings(env.optional("HOKM_TRACES").filter(to -> !to.equals("none")),
            env.number("HOKM_TRACES_PER_MILLE", TraceSettings.DEFAULT.perMille())),
        new StatusSettings(env.secret("HOKM_STATUS_TOKEN")
            .orElse(StatusSettings.DEFAULT.token())), admin(env));
  }

  private static AdminSettings admin(Env env) {
    var d = AdminSettings.DEFAULT;
    return new AdminSettings(env.text("HOKM_ADMIN_HOST", d.host()),
        env.number("HOKM_ADMIN_PORT", d.port()),
        env.secret("HOKM_ADMIN_TOKEN").map(AdminSettings::tokens).orElse(d.tokens()));
  }

  private static Set<Role> roles(Env env) {
    var roles = EnumSet.noneOf(Role.class);
    for (String text : env.list("HOKM_ROLES", List.of())) {
      var role = Arrays.stream(Role.values())
          .filter(each -> each.name().equalsIgnoreCase(text)).findFirst();
      require(role.isPresent(), "HOKM_ROLES: some of "
          + Arrays.toString(Role.values()).toLowerCase(Locale.ROOT), text);
      role.ifPresent(roles::add);
    }
    return roles.isEmpty() ? EnumSet.allOf(Role.class) : roles;
  }

  private static RoomSettings rooms(Env env) {
    var d = RoomSettings.DEFAULT;
    return new RoomSettings(env.millis("HOKM_TURN_MS", d.turn()),
        env.millis("HOKM_BANK_MS", d.bank()), env.millis("HOKM_AWAY_MS", d.away()),
        env.millis("HOKM_DEAL_PAUSE_MS", d.dealPause()),
        env.millis("HOKM_BOT_DELAY_MS", d.botDelay()), env.millis("HOKM_GRACE_MS", d.grace()),
        env.millis("HOKM_LINGER_MS", d.linger()), env.number("HOKM_MAILBOX", d.mailbox()),
        env.number("HOKM_ROOMS", d.rooms()), env.number("HOKM_SPECTATORS", d.spectators()));
  }

  private static RedisSettings redis(Env env) {
    var d = RedisSettings.DEFAULT;
    return new RedisSettings(env.text("HOKM_REDIS_URL", d.url()),
        env.text("HOKM_REDIS_USER", d.user()),
        env.secret("HOKM_REDIS_PASSWORD").orElse(d.password()),
        env.secret("HOKM_REDIS_SENTINEL_PASSWORD").orElse(d.sentinelPassword()),
        env.millis("HOKM_REDIS_TIMEOUT_MS", d.deadline()),
        env.number("HOKM_REDIS_WAIT_REPLICAS", d.replicas()),
        env.number("HOKM_OUTBOX", d.outbox()));
  }

  private static GatewaySettings gateway(Env env) {
    var d = GatewaySettings.DEFAULT;
    return new GatewaySettings(env.text("HOKM_HTTP_HOST", d.host()),
        env.number("HOKM_HTTP_PORT", d.port()), env.list("HOKM_ORIGINS", d.origins()),
        env.number("HOKM_CONNECTIONS", d.connections()),
        env.number("HOKM_RATE", d.messagesPerSecond()), env.number("HOKM_BURST", d.burst()),
        d.errors(), d.signIn(), d.ping(), d.silence(), env.number("HOKM_NEW_ROOMS", d.newRooms()),
        shares(env), env.list("HOKM_TRUSTED_PROXIES", d.trustedProxies()), d.http());
  }

  private static Shares shares(Env env) {
    var d = Shares.DEFAULT;
    return new Shares(env.number("HOKM_CONNECTIONS_PER_ADDRESS", d.connections()),
        env.number("HOKM_CONNECT_RATE_PER_ADDRESS", d.connectsPerSecond()),
        env.number("HOKM_RATE_PER_ADDRESS", d.messagesPerSecond()),
        env.number("HOKM_NEW_ROOMS_PER_ADDRESS", d.roomsPerMinute()),
        env.number("HOKM_API_RATE_PER_ADDRESS", d.requestsPerSecond()));
  }

  private static PostgresSettings postgres(Env env) {
    var d = PostgresSettings.DEFAULT;
    var owner = env.text("HOKM_PG_OWNER_USER", "hokm_owner");
    var supervisor = env.text("HOKM_PG_SUPERVISOR_USER", "hokm_supervisor");
    return new PostgresSettings(
        env.secret("HOKM_PG_ENDPOINTS").map(PostgresSettings::list).orElse(d.endpoints()),
        env.optional("HOKM_PG_ENDPOINTS_FILE").map(Path::of),
        env.text("HOKM_PG_DATABASE", d.database()), env.text("HOKM_PG_USER", d.user()),
        env.secret("HOKM_PG_PASSWORD").orElse(d.password()),
        env.secret("HOKM_PG_OWNER_PASSWORD").map(password ->
            new PostgresSettings.Credentials(owner, password)),
        env.secret("HOKM_PG_SUPERVISOR_PASSWORD").map(password ->
            new PostgresSettings.Credentials(supervisor, password)),
        env.choice("HOKM_PG_PROMOTE", PostgresSettings.Promote.class, d.promote()),
        env.choice("HOKM_PG_ACK", PostgresSettings.Ack.class, d.ack()));
  }

  private static ClusterSettings cluster(Env env) {
    var d = ClusterSettings.DEFAULT;
    return new ClusterSettings(env.text("HOKM_CLUSTER_HOST", d.host()),
        env.number("HOKM_CLUSTER_PORT", d.port()),
        env.list("HOKM_CLUSTER_MEMBERS", d.members()), env.text("HOKM_CLUSTER_DNS", d.dns()),
        env.text("HOKM_BUS_HOST", d.busHost()), env.number("HOKM_BUS_PORT", d.busPort()),
        env.secret("HOKM_CLUSTER_SECRET").orElse(d.secret()), busTls(env));
  }

  private static Optional<BusTls> busTls(Env env) {
    var files = Stream.of("HOKM_BUS_TLS_CERT", "HOKM_BUS_TLS_KEY", "HOKM_BUS_TLS_CA")
        .map(env::optional).flatMap(Optional::stream).map(Path::of).toList();
    require(files.isEmpty() || files.size() == 3 && files.stream().allMatch(Files::isReadable),
        "HOKM_BUS_TLS_CERT, HOKM_BUS_TLS_KEY and HOKM_BUS_TLS_CA: three files that can be read, or"
            + " none", files);
    return files.isEmpty() ? Optional.empty()
        : Optional.of(new BusTls(files.get(0), files.get(1), files.get(2)));
  }
}
