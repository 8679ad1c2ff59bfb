package hokm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ClientMessages.Bad;
import hokm.protocol.ClientMessages.Good;
import hokm.Seed;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessagesTest {

  private static final String DEVICE = "q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP-_M";

  private static ClientMessage good(String frame) {
    var read = ClientMessages.read(frame.replace('\'', '"'));
    assertThat(read).as(frame).isInstanceOf(Good.class);
    return ((Good) read).message();
  }

  private static Bad bad(String frame) {
    var read = ClientMessages.read(frame.replace('\'', '"'));
    assertThat(read).as(frame).isInstanceOf(Bad.class);
    return (Bad) read;
  }

  @Test
  void eachTypeIsReadAsItsOwnRecord() {
    assertThat(good("{'type':'sign_in','version':1,'name':'Ann'}"))
        .isEqualTo(new ClientMessage.SignIn("Ann", Optional.empty()));
    assertThat(good("{'type':'sign_in','version':1,'name':'Ann','device':'" + DEVICE + "'}"))
        .isEqualTo(new ClientMessage.SignIn("Ann", Optional.of(DEVICE)));
    assertThat(good("{'type':'resume','version':1,'token':'t','lastSeen':7}"))
        .isEqualTo(new ClientMessage.Resume("t", 7));
    assertThat(good("{'type':'resume','version':1,'token':'t'}"))
        .isEqualTo(new ClientMessage.Resume("t", -1));
    assertThat(good("{'type':'sync','lastSeen':0}")).isEqualTo(new ClientMessage.Sync(0));
    assertThat(good("{'type':'sync'}")).isEqualTo(new ClientMessage.Sync(-1));
    assertThat(good("{'type':'ping'}")).isEqualTo(new ClientMessage.Ping());
    assertThat(good("{'type':'pong'}")).isEqualTo(new ClientMessage.Pong());
    assertThat(good("{'type':'add_bots','id':'1','level':'hard'}"))
        .isEqualTo(new ClientMessage.AddBots("1", BotLevel.HARD));
    assertThat(good("{'type':'add_bots','id':'1'}"))
        .isEqualTo(new ClientMessage.AddBots("1", BotLevel.NORMAL));
    assertThat(good("{'type':'quick_match','id':'1'}"))
        .isEqualTo(new ClientMessage.QuickMatch("1"));
    assertThat(good("{'type':'cancel_quick_match','id':'1'}"))
        .isEqualTo(new ClientMessage.CancelQuickMatch("1"));
    assertThat(good("{'type':'salt','id':'1','salt':'0a'}"))
        .isEqualTo(new ClientMessage.Salt("1", "0a"));
    assertThat(good("{'type':'name_trump','id':'1','suit':'spades'}"))
        .isEqualTo(new ClientMessage.NameTrump("1", Suit.SPADES, MeantDeal.ANY));
    assertThat(good("{'type':'throw_in','id':'1'}"))
        .isEqualTo(new ClientMessage.ThrowIn("1", MeantDeal.ANY));
    assertThat(good("{'type':'play_card','id':'1','card':'TH'}"))
        .isEqualTo(new ClientMessage.PlayCard("1", Card.of("TH"), MeantDeal.ANY));
    assertThat(good("{'type':'play_card','id':'1','card':'TH','deal':3,'match':'m2'}"))
        .isEqualTo(new ClientMessage.PlayCard("1", Card.of("TH"), new MeantDeal("m2", 3)));
    assertThat(good("{'type':'leave','id':'1'}")).isEqualTo(new ClientMessage.Leave("1"));
  }

  @Test
  void aRoomIsCreatedByTheDefaultRulesOrThoseNamed() {
    assertThat(good("{'type':'create_room','id':'1'}"))
        .isEqualTo(new ClientMessage.CreateRoom("1", MatchRules.DEFAULT));
    assertThat(good("{'type':'create_room','id':'1','target':13,'hakem':'random',"
        + "'redeal':'low_five'}")).isEqualTo(new ClientMessage.CreateRoom("1", new MatchRules(13,
            MatchRules.FirstHakem.RANDOM, MatchRules.Redeal.LOW_FIVE)));
  }

  @Test
  void aRoomsCodeMayBeTypedInLowerCase() {
    assertThat(good("{'type':'join_room','id':'1','room':'k7pm2q','seat':3}"))
        .isEqualTo(new ClientMessage.JoinRoom("1", "K7PM2Q", Optional.of(Seat.WEST)));
    assertThat(good("{'type':'join_room','id':'1','room':'K7PM2Q'}"))
        .isEqualTo(new ClientMessage.JoinRoom("1", "K7PM2Q", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "hello", "[]", "[{'type':'ping'}]", "1", "null", "'ping'", "{",
      "{'type':'ping'", "{'type':'ping'}}", "{'type':'ping'}{'type':'ping'}", "{type:'ping'}",
      "{'type':'ping',}", "{'type':'ping','type':'ping'}", "{'type':'ping'} x",
      "{'a':[[[[[[[[1]]]]]]]]}", "{'a':123456789012345678901}", "{'a':NaN}", "{'a':-Infinity}",
      "{'a':Infinity}", "{'a':01}", "{'a':+1}", "{'a':.5}", "{'a':0x1}", "{'a':tru}",
      "{'type':'ping','\\u0074ype':'ping'}", "{'type':'ping','a':{'b':1,'b':1}}",
      "{'type':'ping'/**/}", "\uFEFF{'type':'ping'}", "{'type':'pi\tng'}", "{'type':'\\x'}"})
  void whatIsNotOneJsonObjectIsNoMessage(String frame) {
    assertThat(bad(frame).code()).isEqualTo(ErrorCode.NOT_JSON);
    assertThat(bad(frame).sentence()).startsWith(ErrorCode.NOT_JSON.sentence());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      {'type':'fly'};UNKNOWN_TYPE;fly
      {'type':'PING'};UNKNOWN_TYPE;play_card
      {'id':'1'};MISSING_FIELD;"type"
      {'type':7};BAD_FIELD;"type"
      {'type':null};BAD_FIELD;"type"
      {'type':'ping','id':'1'};UNKNOWN_FIELD;"id"
      {'type':'leave','id':'1','seat':2};UNKNOWN_FIELD;"seat"
      {'type':'leave','id':'1','x':{'y':[1]}};UNKNOWN_FIELD;"x"
      {'type':'leave','id':[[[[[[[1]]]]]]]};BAD_FIELD;"id"
      {'type':'sync','lastSeen':1e999};BAD_FIELD;"lastSeen"
      {'type':'sync','lastSeen':-0.5};BAD_FIELD;"lastSeen"
      {'type':'leave'};MISSING_FIELD;"id"
      {'type':'leave','id':''};BAD_FIELD;1 to 64
      {'type':'leave','id':7};BAD_FIELD;"id"
      {'type':'leave','id':null};BAD_FIELD;"id"
      {'type':'leave','id':'tab\\t'};BAD_FIELD;printable
      {'type':'sign_in','name':'Ann'};MISSING_FIELD;"version"
      {'type':'sign_in','version':2,'name':'Ann'};WRONG_VERSION;version 1
      {'type':'sign_in','version':'1','name':'Ann'};BAD_FIELD;"version"
      {'type':'sign_in','version':1.0,'name':'Ann'};BAD_FIELD;"version"
      {'type':'sign_in','version':1};MISSING_FIELD;"name"
      {'type':'resume','version':1};MISSING_FIELD;"token"
      {'type':'resume','version':1,'token':''};BAD_FIELD;"token"
      {'type':'resume','version':1,'token':'t','lastSeen':-2};BAD_FIELD;"lastSeen"
      {'type':'sync','lastSeen':1e3};BAD_FIELD;"lastSeen"
      {'type':'sync','lastSeen':9223372036854775808};BAD_FIELD;"lastSeen"
      {'type':'create_room','id':'1','target':0};BAD_FIELD;1 to 13
      {'type':'create_room','id':'1','target':14};BAD_FIELD;1 to 13
      {'type':'create_room','id':'1','hakem':'me'};BAD_FIELD;first_ace
      {'type':'create_room','id':'1','redeal':true};BAD_FIELD;low_five
      {'type':'join_room','id':'1'};MISSING_FIELD;"room"
      {'type':'join_room','id':'1','room':'../etc'};BAD_FIELD;"room"
      {'type':'join_room','id':'1','room':'ABCDEF','seat':4};BAD_FIELD;0 to 3
      {'type':'name_trump','id':'1','suit':'HEARTS'};BAD_FIELD;hearts
      {'type':'play_card','id':'1','card':'10H'};BAD_FIELD;"card"
      {'type':'play_card','id':'1','card':'HT'};BAD_FIELD;TH
      {'type':'play_card','id':'1','card':['AH']};BAD_FIELD;"card"
      """, quoteCharacter = '~')
  void eachFaultHasItsCodeAndASentenceThatNamesIt(String frame, ErrorCode code, String named) {
    assertThat(bad(frame).code()).isEqualTo(code);
    assertThat(bad(frame).sentence()).contains(named).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'secret'", "7", "null", "true", "{'a':1}",
      "'q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP-_'",
      "'q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP-_MM'",
      "'q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP-_='",
      "'q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP+/M'",
      "'q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiP- M'",
      "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'",
      "'abcdefghijkabcdefghijkabcdefghijkabcdefghij'"})
  void aDevicesSecretThatIsShortOrGuessedIsRefusedAndNotRepeated(String device) {
    var bad = bad("{'type':'sign_in','version':1,'name':'Ann','device':" + device + "}");
    assertThat(bad.code()).isEqualTo(ErrorCode.BAD_FIELD);
    assertThat(bad.sentence()).contains("\"device\"").contains("43").doesNotContain("q3V8")
        .doesNotContain("abcdefg");
  }

  @Test
  void aSecretIsNotPartOfWhatAMessageSaysOfItself() {
    assertThat(good("{'type':'sign_in','version':1,'name':'Ann','device':'" + DEVICE + "'}"))
        .asString().contains("Ann").doesNotContain(DEVICE);
    assertThat(good("{'type':'resume','version':1,'token':'" + DEVICE + "'}"))
        .asString().doesNotContain(DEVICE);
  }

  @Test
  void aFaultyCommandIsAnsweredUnderItsId() {
    assertThat(bad("{'type':'play_card','id':'a7','card':'??'}").id()).contains("a7");
    assertThat(bad("{'type':'fly','id':'a8'}").id()).contains("a8");
    assertThat(bad("{'type':'leave','id':'" + "x".repeat(65) + "'}").id()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann", "مریم", "می\u200Cروم", "李雷", "Zoë 2", "x", "O'Hara", "🂡 Ace"})
  void namesOfAllScriptsAreTaken(String name) {
    var read = ClientMessages.read("{\"type\":\"sign_in\",\"version\":1,\"name\":\"  " + name
        + " \"}");
    assertThat(read).isEqualTo(new Good(new ClientMessage.SignIn(name, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "abcdefghijklmnopqrstuvwxy", "a\\u0000b", "a\\u000ab",
      "\\u202eevil", "a\\u2066b", "a\\u2028b", "\\u200c", "\\u200c\\u200d", "...", "a|b",
      "a\\ud800", "\\ue000a"})
  void namesThatCouldDeceiveOrBreakALineAreNot(String name) {
    var read = ClientMessages.read("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + name
        + "\"}");
    assertThat(((Bad) read).code()).isEqualTo(ErrorCode.BAD_FIELD);
  }

  @Test
  void nothingThatAClientSendsIsThrownAt() {
    var random = new Random(Seed.of("ClientMessagesTest"));
    var seeds = new String[] {"{\"type\":\"play_card\",\"id\":\"1\",\"card\":\"AH\"}",
        "{\"type\":\"resume\",\"version\":1,\"token\":\"t\",\"lastSeen\":12}"};
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        text.setCharAt(random.nextInt(text.length()), switch (random.nextInt(3)) {
          case 0 -> "{}[]\":,\\0-e.".charAt(random.nextInt(12));
          case 1 -> (char) random.nextInt(0x10000);
          default -> (char) random.nextInt(128);
        });
      }
      assertThat(ClientMessages.read(text.toString())).isNotNull();
    }
  }
}
