package hokm.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;

/**
 * The node's figures for Prometheus: the JVM, HTTP and the event bus, and whatever other parts put
 * into the registry. A Vert.x has them when it is built with the options and the factory.
 */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** @return the same options, with metrics switched on */
  public VertxOptions addTo(VertxOptions options) {
    // Few labels: a path or an address would never stop growing, nor would the methods that clients
    // may think of.
    return options.setMetricsOptions(new MicrometerMetricsOptions()
        .setEnabled(true)
        .setJvmMetricsEnabled(true)
        .setLabels(EnumSet.of(Label.HTTP_CODE, Label.EB_SIDE, Label.POOL_NAME))
        .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
        .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
        // A pool that is made anew after a fail-over would clash with its own name.
        .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS));
  }

  /** What runs, and from now on how late its event loops are. */
  public void watch(Vertx vertx, String version) {
    Gauge.builder("hokm.build.info", () -> 1).tag("version", version).description("what runs")
        .register(registry);
    LoopDelay.probe(vertx, registry);
  }

  public VertxMetricsFactory factory() {
    return new MicrometerMetricsFactory(registry);
  }
}
