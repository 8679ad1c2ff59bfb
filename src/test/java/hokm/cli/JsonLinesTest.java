package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import hokm.room.BadSetting;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class JsonLinesTest {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
  private final JsonLines encoder = new JsonLines();

  @BeforeEach
  void start() {
    encoder.setContext(context);
    encoder.start();
    heard.start();
  }

  private Logger logger() {
    var logger = context.getLogger("hokm.room.Adoption");
    logger.addAppender(heard);
    return logger;
  }

  private JsonObject line() {
    var text = new String(encoder.encode(heard.list.get(0)), StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n").doesNotContain("\n{");
    assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    return new JsonObject(text);
  }

  @Test
  void whatASentenceIsAboutStandsUnderItsOwnName() {
    context.putProperty("node", "a-1");
    logger().atInfo().addKeyValue("rooms", List.of("ABCDEF", "GHJKLM")).addKeyValue("epoch", 7L)
        .addKeyValue("cause", "lost_node").log("Node {} hosts {} rooms.", "a-1", 2);
    var line = line();
    assertThat(Instant.parse(line.getString("timestamp")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(line.getString("level")).isEqualTo("INFO");
    assertThat(line.getString("logger")).isEqualTo("hokm.room.Adoption");
    assertThat(line.getString("message")).isEqualTo("Node a-1 hosts 2 rooms.");
    assertThat(line.getString("node")).isEqualTo("a-1");
    assertThat(line.getJsonArray("rooms")).containsExactly("ABCDEF", "GHJKLM");
    assertThat(line.getValue("epoch")).isEqualTo(7);
    assertThat(line.getString("cause")).isEqualTo("lost_node");
  }

  @Test
  void anErrorWithLinesOfItsOwnIsStillOneLine() {
    logger().error("It said \"no\"\nand {}.", "more", new IllegalStateException("a\nb"));
    assertThat(line().getString("message")).isEqualTo("It said \"no\"\nand more.");
    assertThat(line().getString("error")).contains("IllegalStateException: a\nb", "JsonLinesTest");
  }

  @Test
  void aLineNamesNoMoreRoomsThanAClaimMayTake() {
    logger().atInfo().addKeyValue("rooms", IntStream.range(0, 500).boxed().toList()).log("Many.");
    assertThat(line().getJsonArray("rooms")).hasSize(128);
  }

  private List<String> appenders(Map<String, String> settings) throws Exception {
    var configured = new LoggerContext();
    settings.forEach(configured::putProperty);
    var configurator = new JoranConfigurator();
    configurator.setContext(configured);
    configurator.doConfigure(JsonLinesTest.class.getResource("/logback.xml"));
    var names = new ArrayList<String>();
    configured.getLogger("ROOT").iteratorForAppenders()
        .forEachRemaining((Appender<ILoggingEvent> each) -> names.add(each.getName()));
    names.add(configured.getLogger("hokm").getLevel().toString());
    return names;
  }

  @Test
  void theLogIsTextUnlessJsonIsAskedFor() throws Exception {
    assertThat(appenders(Map.of())).containsExactly("text", "INFO");
    assertThat(appenders(Map.of("HOKM_LOG", "json", "HOKM_LOG_LEVEL", "DEBUG")))
        .containsExactly("json", "DEBUG");
  }

  /** What a sentence says of a room to people it says to machines too. */
  @Test
  void everySentenceThatNamesARoomGivesItUnderItsKey() throws Exception {
    var sentence = Pattern.compile(
        "LOG\\.(?:info|warn|error|debug)\\(\\s*\"[^;]*?(?:[Rr]ooms? \\{}|\\{} rooms)[^;]*?;");
    var without = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src/main/java/hokm"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sentence.matcher(Files.readString(file)).results()
            .forEach(found -> without.add(file.getFileName() + ": " + found.group()));
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void anotherFormatStopsTheStart() {
    assertThatThrownBy(() -> Config.of(new Env(Map.of("HOKM_LOG", "debug"))))
        .isInstanceOf(BadSetting.class).hasMessageContaining("HOKM_LOG: text or json");
  }
}
