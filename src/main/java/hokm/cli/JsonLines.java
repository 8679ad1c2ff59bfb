package hokm.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/**
 * A log for machines: an object a line, in which what a sentence is about stands under its own name
 * (node, room or rooms, cause, epoch). Logback's own encoder nests these two levels deep, and turns
 * a list into text.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};
  /** A line names no more rooms than a claim may take. */
  private static final int MOST = 128;

  private final ThrowableProxyConverter errors = new ThrowableProxyConverter();

  @Override
  public void start() {
    errors.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new JsonObject()
        .put("timestamp", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("level", event.getLevel().toString())
        .put("logger", event.getLoggerName())
        .put("thread", event.getThreadName())
        .put("message", event.getFormattedMessage());
    var node = event.getLoggerContextVO().getPropertyMap().get("node");
    if (node != null) line.put("node", node);
    var keys = event.getKeyValuePairs();
    if (keys != null) keys.forEach(each -> line.put(each.key, json(each.value)));
    if (event.getThrowableProxy() != null) line.put("error", errors.convert(event));
    return (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Object json(Object value) {
    if (value instanceof Number || value instanceof Boolean || value == null) return value;
    if (!(value instanceof Collection<?> many)) return value.toString();
    var array = new JsonArray();
    many.stream().limit(MOST).forEach(each -> array.add(json(each)));
    return array;
  }
}
