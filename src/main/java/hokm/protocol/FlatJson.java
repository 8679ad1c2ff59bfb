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

  private static final int FIELDS = 16;
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
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

  /** Text as String, whole numbers as Long, true and false as Boolean. */
  static Map<String, Object> read(String text) throws NotThat {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotThat("It begins with a brace.");
      }
      var fields = new HashMap<String, Object>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        fields.put(name, value(parser, name));
        if (fields.size() > FIELDS) throw new NotThat("It has at most " + FIELDS + " fields.");
      }
      if (parser.nextToken() != null) throw new NotThat("Nothing follows the closing brace.");
      return fields;
    } catch (IOException wrong) {
      throw new NotThat("It is read as RFC 8259 has it, each name once.");
    }
  }

  private static Object value(JsonParser parser, String name) throws IOException, NotThat {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? Double.NaN : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> Double.NaN;
      default -> throw new NotThat("The field \"" + ClientMessages.printable(name)
          + "\" holds no text, number, true or false.");
    };
  }
}
