package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the tables, or brings them up to date. */
public final class Migrations {

  private static final int CONNECT_SECONDS = 2;
  private static final int ANSWER_SECONDS = 20;

  private Migrations() {}

  /** How many steps the database has that this connection leads to. */
  static Future<Long> steps(SqlConnection on) {
    return on.query("SELECT count(*) FROM flyway_schema_history WHERE success").execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /**
   * Blocks until it is done, or until the server is silent for 20 s; the lock in the database lets
   * one of two at once wait for the other.
   *
   * @return how many steps were applied; throws when the settings have no owner, or on an SQL error
   */
  public static int run(PostgresSettings settings, Endpoint endpoint) {
    var owner = settings.owner().orElseThrow();
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {endpoint.host()});
    source.setPortNumbers(new int[] {endpoint.port()});
    source.setDatabaseName(settings.database());
    source.setUser(owner.user());
    source.setPassword(owner.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setApplicationName("hokm migrations");
    return Flyway.configure(Migrations.class.getClassLoader()).dataSource(source)
        .locations("classpath:db/migration").placeholders(Map.of("game_user", settings.user()))
        .load().migrate().migrationsExecuted;
  }
}
