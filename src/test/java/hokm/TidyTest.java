package hokm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of the house style a machine can check. */
class TidyTest {

  /** Who may import whom, beside itself; cli, the composition root, imports all. */
  private static final Map<String, Set<String>> MAY_IMPORT = mayImport();

  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;
  private static final int COLUMNS = 100;

  private static Map<String, Set<String>> mayImport() {
    var map = new LinkedHashMap<String, Set<String>>();
    map.put("rules", Set.of());
    map.put("protocol", Set.of("rules"));
    map.put("room", Set.of("rules", "protocol"));
    for (String part : List.of("gateway", "matchmaking", "snapshots", "persistence", "cluster",
        "health", "status", "admin", "bots")) {
      map.put(part, Set.of("rules", "protocol", "room"));
    }
    var parts = Set.copyOf(map.keySet());
    map.put("local", parts);
    map.put("witness", parts);
    map.put("demo", with(parts, "witness"));
    map.put("chaos", with(parts, "local", "witness"));
    map.put("drill", with(parts, "local", "witness"));
    map.put("outage", parts);
    map.put("bench", parts);
    map.put("soak", with(parts, "local", "witness", "bench"));
    map.put("fuzz", with(parts, "local", "witness", "bench", "soak"));
    return map;
  }

  private static Set<String> with(Set<String> parts, String... more) {
    return Stream.concat(parts.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("hokm");

  @Test
  void importsRunInOneDirection() {
    MAY_IMPORT.forEach((part, allowed) -> {
      var others = Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("cli"))
          .filter(other -> !other.equals(part) && !allowed.contains(other))
          .map(TidyTest::in).toArray(String[]::new);
      noClasses().that().resideInAPackage(in(part)).should().dependOnClassesThat()
          .resideInAnyPackage(others).allowEmptyShould(true).check(MAIN);
    });
  }

  @Test
  void everyPackageHasItsPlaceInTheDirection() {
    var known = Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("cli"))
        .map(TidyTest::in).toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(MAIN);
  }

  private static String in(String part) {
    return "hokm." + part + "..";
  }

  @Test
  void theRulesNeedNothingButTheJdk() {
    classes().that().resideInAPackage("hokm.rules..").should().onlyDependOnClassesThat()
        .resideInAnyPackage("hokm.rules..", "java..").check(MAIN);
  }

  @Test
  void onlyTheCommandLineReadsTheEnvironment() {
    noClasses().that().resideOutsideOfPackage("hokm.cli..").should()
        .callMethod(System.class, "getenv", String.class).orShould()
        .callMethod(System.class, "getenv").check(MAIN);
  }

  @Test
  void noClassIsNamedForNothing() {
    for (String word : List.of("Manager", "Service", "Util", "Utils", "Impl", "Helper")) {
      noClasses().should().haveSimpleNameEndingWith(word).check(MAIN);
    }
    noClasses().should().haveSimpleNameContaining("Round").check(MAIN);
    // Only the design's own word, the game room, has a game in it.
    noClasses().that().doNotHaveSimpleName("GameRooms").should()
        .haveSimpleNameContaining("Game").check(MAIN);
  }

  @Test
  void nothingSleeps() {
    var sleep = Pattern.compile("Thread\\s*\\.\\s*sleep\\s*\\(|TimeUnit\\.\\w+\\.sleep\\s*\\(");
    assertThat(faults((file, lines, told) -> eachLine(lines, told, sleep.asPredicate()::test)))
        .isEmpty();
  }

  @Test
  void filesHaveAtMostFourHundredLines() {
    assertThat(faults((file, lines, told) -> {
      if (lines.size() > FILE_LINES) told.add(file + " has " + lines.size() + " lines");
    })).isEmpty();
  }

  @Test
  void linesHaveAtMostAHundredColumnsAndNoTabs() {
    assertThat(faults((file, lines, told) -> eachLine(lines, told,
        line -> line.length() > COLUMNS || line.contains("\t")))).isEmpty();
  }

  @Test
  void methodsHaveAtMostFortyLines() {
    assertThat(faults((file, lines, told) -> told.addAll(longMethods(lines)))).isEmpty();
  }

  private interface Check {
    void read(Path file, List<String> lines, List<String> told);
  }

  private interface Fault {
    boolean in(String line);
  }

  private static void eachLine(List<String> lines, List<String> told, Fault fault) {
    lines.stream().filter(fault::in).forEach(told::add);
  }

  private static List<String> faults(Check check) {
    var told = new ArrayList<String>();
    for (Path file : sources()) {
      var found = new ArrayList<String>();
      check.read(file, read(file), found);
      found.forEach(fault -> told.add(file.getFileName() + ": " + fault));
    }
    return told;
  }

  /** From a closing brace back to the line that began what it closes, by their columns. */
  private static List<String> longMethods(List<String> lines) {
    var told = new ArrayList<String>();
    var closes = Pattern.compile("( {2}| {4})}");
    var type = Pattern.compile("\\b(class|record|interface|enum)\\b");
    for (int to = 0; to < lines.size(); to++) {
      if (!closes.matcher(lines.get(to)).matches()) continue;
      var begins = lines.get(to).replace("}", "") + "[A-Za-z<].*";
      int from = to - 1;
      while (from > 0 && !lines.get(from).matches(begins)) from--;
      if (type.matcher(lines.get(from)).find() || to - from < METHOD_LINES) continue;
      told.add(lines.get(from).trim() + " runs over " + (to - from + 1) + " lines");
    }
    return told;
  }

  private static List<Path> sources() {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted()
          .collect(Collectors.toList());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
