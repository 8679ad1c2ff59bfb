package hokm.health;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What an OTLP request for traces holds, read by the numbers of its fields alone. */
public final class SpanReader {

  /** @param parent empty for the first of a trace */
  public record Span(String trace, String id, String parent, String name, Map<String, String> about,
      Map<String, String> node) {}

  private SpanReader() {}

  public static List<Span> read(byte[] request) {
    var spans = new ArrayList<Span>();
    each(request, (field, resourceSpans) -> {
      var node = new TreeMap<String, String>();
      each(resourceSpans, (part, value) -> {
        if (part == 1) each(value, (no, pair) -> attribute(pair, node));
        if (part == 2) each(value, (no, span) -> {
          if (no == 2) spans.add(span(span, node));
        });
      });
    });
    return spans;
  }

  private static Span span(byte[] bytes, Map<String, String> node) {
    var parts = new TreeMap<Integer, String>();
    var about = new TreeMap<String, String>();
    each(bytes, (field, value) -> {
      if (field == 1 || field == 2 || field == 4) parts.put(field, HexFormat.of().formatHex(value));
      if (field == 5) parts.put(field, text(value));
      if (field == 9) attribute(value, about);
    });
    return new Span(parts.get(1), parts.get(2), parts.getOrDefault(4, ""), parts.get(5), about,
        node);
  }

  private static void attribute(byte[] pair, Map<String, String> to) {
    var parts = new TreeMap<Integer, String>();
    each(pair, (field, value) -> {
      if (field == 1) parts.put(1, text(value));
      else each(value, (kind, word) -> parts.put(2, text(word)));
    });
    to.put(parts.get(1), parts.getOrDefault(2, ""));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Its fields that hold bytes; numbers are passed by. */
  private static void each(byte[] message, BiConsumer<Integer, byte[]> field) {
    int[] at = {0};
    while (at[0] < message.length) {
      long key = number(message, at);
      switch ((int) key & 7) {
        case 0 -> number(message, at);
        case 1 -> at[0] += 8;
        case 5 -> at[0] += 4;
        case 2 -> {
          int length = (int) number(message, at);
          field.accept((int) (key >> 3),
              Arrays.copyOfRange(message, at[0], at[0] + length));
          at[0] += length;
        }
        default -> throw new IllegalArgumentException("No field is of kind " + (key & 7));
      }
    }
  }

  private static long number(byte[] message, int[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message[at[0]++];
      value |= (long) (next & 127) << shift;
      if (next >= 0) return value;
    }
  }
}
