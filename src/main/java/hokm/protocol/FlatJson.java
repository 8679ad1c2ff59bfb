package hokm.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One JSON object of plain values, without a name twice; that is all that clients send. */
final class FlatJson {

  /** Stands for null, fractions, numbers beyond a long, arrays and objects: no field has these. */
  static final Object OTHER = new Object();

  // Field names come from strangers: none is interned or kept for the next frame.
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8)
          .maxStringLength(ClientMessages.FRAME_BYTES).maxNumberLength(20).build())
      .build();

  private FlatJson() {}

  static final class NotThat extends Exception {
    private static final long serialVersionUID = 1L;

    NotThat(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /** Text as String, whole numbers as Long, true and false as Boolean, the rest as OTHER. */
  static Map<String, Object> read(String text) throws NotThat {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotThat("It begins with a brace.");
      }
      var fields = new HashMap<String, Object>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.put(parser.currentName(), value(parser));
      }
      if (parser.nextToken() != null) throw new NotThat("Nothing follows the closing brace.");
      return fields;
    } catch (IOException wrong) {
      throw new NotThat("It is read as RFC 8259 has it, each name once.");
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? OTHER : (Object) parser.getLongValue();
      default -> {
        parser.skipChildren();
        yield OTHER;
      }
    };
  }
}
