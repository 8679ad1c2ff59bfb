package hokm.health;

import hokm.room.Traces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans for a collector of OpenTelemetry. They leave from a bounded queue on a thread of their own;
 * what the collector does not take in time is dropped, and nothing waits for it.
 */
public final class OtlpTraces implements Traces, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);
  /** Where OpenTelemetry complains, at most a few times a minute; in a field, lest it be lost. */
  private static final java.util.logging.Logger COMPLAINTS =
      java.util.logging.Logger.getLogger("io.opentelemetry");
  private static final int QUEUE = 4096;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final double MILLE = 1000;
  /** As W3C's traceparent has it: version, trace, span, and that it is looked at. */
  private static final String VERSION = "00-";
  private static final String LOOKED_AT = "-01";
  private static final int LENGTH = 55;

  private final Complaints complaints;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** @param settings with an endpoint */
  public OtlpTraces(TraceSettings settings, String node) {
    COMPLAINTS.setUseParentHandlers(false);
    complaints = new Complaints(node);
    COMPLAINTS.addHandler(complaints);
    var exporter = OtlpHttpSpanExporter.builder()
        .setEndpoint(settings.endpoint().orElseThrow()).setTimeout(DEADLINE).build();
    provider = SdkTracerProvider.builder()
        .setResource(Resource.create(Attributes.builder().put("service.name", "hokm")
            .put("service.instance.id", node).build()))
        .setSampler(Sampler.parentBased(
            Sampler.traceIdRatioBased(settings.perMille() / MILLE)))
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).setMaxQueueSize(QUEUE)
            .setScheduleDelay(EVERY).setExporterTimeout(DEADLINE).build())
        .build();
    tracer = provider.get("hokm");
  }

  @Override
  public Span begin(String name) {
    return span(tracer.spanBuilder(name).setNoParent().startSpan());
  }

  @Override
  public Span follow(String name, String link, long micros) {
    var parent = parent(link);
    if (!parent.isValid()) return Span.NONE;
    var builder = tracer.spanBuilder(name).setParent(
        Context.root().with(io.opentelemetry.api.trace.Span.wrap(parent)));
    if (micros > 0) builder.setStartTimestamp(micros, TimeUnit.MICROSECONDS);
    return span(builder.startSpan());
  }

  private static SpanContext parent(String link) {
    if (link.length() != LENGTH || !link.startsWith(VERSION)) return SpanContext.getInvalid();
    int trace = VERSION.length();
    int span = trace + TraceId.getLength() + 1;
    return SpanContext.createFromRemoteParent(link.substring(trace, span - 1),
        link.substring(span, span + SpanId.getLength()), TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static Span span(io.opentelemetry.api.trace.Span real) {
    if (!real.getSpanContext().isSampled()) return Span.NONE;
    var at = real.getSpanContext();
    var link = VERSION + at.getTraceId() + "-" + at.getSpanId() + LOOKED_AT;
    return new Span() {
      @Override
      public String link() {
        return link;
      }

      @Override
      public Span about(String key, String value) {
        real.setAttribute(key, value);
        return this;
      }

      @Override
      public void end() {
        real.end();
      }
    };
  }

  private static final class Complaints extends Handler {
    private final String node;

    Complaints(String node) {
      this.node = node;
    }

    @Override
    public void publish(LogRecord complaint) {
      if (complaint.getLevel().intValue() < Level.WARNING.intValue()) return;
      LOG.warn("Node {} could not send its traces: {}", node, complaint.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** What waits is sent, if the collector takes it within five seconds. */
  @Override
  public void close() {
    provider.shutdown().join(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    COMPLAINTS.removeHandler(complaints);
  }
}
