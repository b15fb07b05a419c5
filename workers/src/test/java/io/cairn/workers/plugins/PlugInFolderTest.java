package io.cairn.workers.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of plug-ins when they are loaded. A sound one lies beside each broken one. */
class PlugInFolderTest {

  private static final String NOTHING = "return Outcome.Completed.at(evaluation.to(), Map.of());";

  /** However slow the machine is that tests run on. */
  private static final PlugInBounds PATIENT =
      new PlugInBounds(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  @TempDir Path folder;
  private Path plugIns;

  @BeforeEach
  void addASoundOne() throws IOException {
    plugIns = folder.resolve("plugins");
    jars().evaluating("Sound", "sound", NOTHING).pack(plugIns.resolve("sound.jar"));
  }

  private PluginJars jars() {
    return PluginJars.in(folder.resolve("work"));
  }

  private WorkerTypes load() throws IOException {
    WorkerTypes types = WorkerTypes.with(plugIns, PATIENT);
    assertThat(types.types()).contains("sound", "process", "function", "smile", "table");
    return types;
  }

  private PlugIn loaded(String name) throws IOException {
    return load().plugIns().stream()
        .filter(plugIn -> plugIn.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(String name, String... because) throws IOException {
    PlugIn plugIn = loaded(name);
    assertThat(plugIn.state()).isEqualTo(PlugIn.State.REFUSED);
    assertThat(plugIn.types()).isEmpty();
    assertThat(plugIn.trouble()).startsWith("plug-in " + name).contains(because);
    assertThat(load().unknown("whatever")).contains(plugIn.trouble());
  }

  @Test
  void soundPlugIn_isUsedLikeTheBuiltInOnes() throws Exception {
    PlugIn sound = loaded("sound");
    assertThat(sound.state()).isEqualTo(PlugIn.State.LOADED);
    assertThat(sound.types()).containsExactly("sound");
    assertThat(sound.spi()).contains("1");
    assertThat(load().troubles()).isEmpty();
    try (Evaluator evaluator = TestSettings.create(load(), "sound")) {
      assertThat(evaluator).hasToString("evaluator of plug-in sound");
    }
  }

  @Test
  void noFolder_isNoPlugIn() throws IOException {
    assertThat(WorkerTypes.with(folder.resolve("nowhere")).plugIns()).isEmpty();
  }

  @Test
  void folderOfJars_isOnePlugInWithItsLibraries() throws Exception {
    Path library =
        jars()
            .spi("")
            .source("lib.Words", "package lib; public class Words { public static int N = 7; }")
            .pack(plugIns.resolve("two/words.jar"));
    jars()
        .with(library)
        .evaluating(
            "Two", "two", "return new Outcome.Failed(Outcome.Kind.ERROR, \"N \" + lib.Words.N);")
        .pack(plugIns.resolve("two/two.jar"));
    assertThat(loaded("two").types()).containsExactly("two");
    assertThat(TestSettings.failure(load(), "two").message()).isEqualTo("plug-in two: N 7");
  }

  @Test
  void librariesOfTwoPlugIns_areTwoEvenWithOneName() throws Exception {
    for (int n : new int[] {1, 2}) {
      jars()
          .source(
              "lib.Words",
              "package lib; public class Words { public static int n() { return " + n + "; } }")
          .evaluating(
              "Kind",
              "kind-" + n,
              "return new Outcome.Failed(Outcome.Kind.ERROR, \"n = \" + lib.Words.n());")
          .pack(plugIns.resolve("p" + n + ".jar"));
    }
    WorkerTypes types = load();
    assertThat(TestSettings.failure(types, "kind-1").message()).endsWith("n = 1");
    assertThat(TestSettings.failure(types, "kind-2").message()).endsWith("n = 2");
  }

  @Test
  void librariesOfCairn_areNotSeen() throws Exception {
    jars()
        .evaluating(
            "Curious",
            "curious",
            """
            StringBuilder seen = new StringBuilder("seen:");
            for (String name : new String[] {
                "org.apache.pekko.actor.typed.Behavior", "org.slf4j.Logger",
                "io.cairn.workers.WorkerTypes", "io.cairn.workers.node.WorkerNode",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "io.cairn.workers.settings.SettingsReader", "java.sql.Connection"}) {
              try {
                String found = Class.forName(name).getSimpleName();
                seen.append(' ').append(found);
              } catch (ClassNotFoundException e) {
                continue;
              }
            }
            seen.append(' ').append(Own.class.getResource("/META-INF/services/io.cairn.workers.spi.EvaluatorProvider")
                .toString().contains("curious.jar"));
            return new Outcome.Failed(Outcome.Kind.ERROR, seen.toString());
            """)
        .pack(plugIns.resolve("curious.jar"));
    assertThat(TestSettings.failure(load(), "curious").message())
        .endsWith("seen: SettingsReader Connection true");
  }

  @Test
  void fileThatIsNoJar_isRefused() throws IOException {
    Files.writeString(plugIns.resolve("text.jar"), "no zip");
    assertRefused("text", "text.jar is no jar that can be read");
  }

  @Test
  void folderWithoutAJar_isRefused() throws IOException {
    Files.createDirectories(plugIns.resolve("empty"));
    assertRefused("empty", "holds no file *.jar");
  }

  @Test
  void otherFiles_areNotLookedAt() throws IOException {
    Files.writeString(plugIns.resolve("README"), "ours");
    Files.createDirectories(plugIns.resolve(".cache"));
    assertThat(load().plugIns()).extracting(PlugIn::name).containsExactly("sound");
  }

  @Test
  void jarWithoutServices_isRefused() throws IOException {
    jars()
        .source("demo.Plain", "package demo; public class Plain {}")
        .pack(plugIns.resolve("plain.jar"));
    assertRefused("plain", "it lists no kind of worker", "META-INF/services/io.cairn.workers.spi");
  }

  @Test
  void listedClassThatIsNotThere_isRefused() throws IOException {
    jars().listed("demo.Gone").pack(plugIns.resolve("gone.jar"));
    assertRefused("gone", "demo.Gone");
  }

  @Test
  void superclassThatIsNotThere_isNamedWithTheWayOut() throws IOException {
    jars()
        .leftOut("lib.Base", "package lib; public class Base {}")
        .provider(
            "demo.Child",
            PluginJars.kind("Child", "child", "return new Own();", NOTHING, "")
                .replace("class Child", "class Child extends lib.Base"))
        .pack(plugIns.resolve("child.jar"));
    assertRefused("child", "class lib.Base is missing", "put the jar that holds it");
  }

  @Test
  void classOfANewerJava_isRefusedWithBothVersions() throws IOException {
    jars()
        .evaluating("Newer", "newer", NOTHING)
        .version("demo.Newer", 200)
        .pack(plugIns.resolve("newer.jar"));
    assertRefused(
        "newer",
        "compiled for Java 156",
        "this is Java " + Runtime.version().feature(),
        "--release");
  }

  @Test
  void anotherSpi_isRefusedWithBothVersions() throws IOException {
    jars().evaluating("Old", "old", NOTHING).spi("99").pack(plugIns.resolve("old.jar"));
    jars().evaluating("Odd", "odd", NOTHING).spi("latest").pack(plugIns.resolve("odd.jar"));
    assertRefused("old", "Cairn-Spi: 99", "version 1 of the SPI");
    assertRefused("odd", "Cairn-Spi: latest");
  }

  @Test
  void constructorThatThrows_isTold() throws IOException {
    jars()
        .provider(
            "demo.Angry",
            PluginJars.kind("Angry", "angry", "return new Own();", NOTHING, "")
                .replace(
                    "public String type()",
                    "public Angry() { throw new IllegalStateException(\"no licence\"); }\n"
                        + "  public String type()"))
        .pack(plugIns.resolve("angry.jar"));
    assertRefused("angry", "IllegalStateException: no licence");
  }

  @Test
  void constructorThatEndsTheProcess_isRefused() throws IOException {
    jars()
        .provider(
            "demo.Exits",
            PluginJars.kind("Exits", "exits", "return new Own();", NOTHING, "")
                .replace("public String type() {", "public String type() { System.exit(9);"))
        .pack(plugIns.resolve("exits.jar"));
    assertRefused("exits", "plug-in exits called System.exit(9)", "would end the whole process");
  }

  @Test
  void constructorThatHangs_isNotWaitedFor() throws IOException {
    jars()
        .provider(
            "demo.Slow",
            PluginJars.kind("Slow", "slow", "return new Own();", NOTHING, "")
                .replace(
                    "public String type() {",
                    "public String type() { while (true) { Thread.onSpinWait(); if"
                        + " (Thread.currentThread().isInterrupted()) throw new Error(); } } String"
                        + " other() {"))
        .pack(plugIns.resolve("slow.jar"));
    PlugInBounds bounds =
        new PlugInBounds(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    assertThat(WorkerTypes.with(folder.resolve("plugins"), bounds).troubles())
        .contains("plug-in slow could not be loaded: it was not loaded within 1 s");
  }

  @Test
  void typeThatIsNoWord_isRefused() throws IOException {
    jars().evaluating("Odd", "Odd Type", NOTHING).pack(plugIns.resolve("odd.jar"));
    assertRefused("odd", "demo.Odd is of type \"Odd Type\"", "lower case letters");
  }

  @Test
  void builtInType_isNotReplaced() throws Exception {
    jars().evaluating("Impostor", "process", NOTHING).pack(plugIns.resolve("impostor.jar"));
    assertRefused("impostor", "\"process\" is that of a built-in kind");
    assertThat(load().find("process").orElseThrow().getClass().getName())
        .isEqualTo("io.cairn.workers.process.ProcessProvider");
  }

  @Test
  void twoPlugInsOfOneType_areBothLeftOut() throws IOException {
    for (String name : List.of("a", "b")) {
      jars().evaluating("Twin", "twin", NOTHING).pack(plugIns.resolve(name + ".jar"));
    }
    assertRefused("a", "\"twin\" is that of plug-in b, too, so neither is used");
    assertRefused("b", "\"twin\" is that of plug-in a, too, so neither is used");
  }

  @Test
  void oneBrokenKindOfTwo_leavesTheOther() throws IOException {
    jars()
        .evaluating("Whole", "whole", NOTHING)
        .listed("demo.Gone")
        .pack(plugIns.resolve("half.jar"));
    PlugIn half = loaded("half");
    assertThat(half.state()).isEqualTo(PlugIn.State.PARTLY);
    assertThat(half.types()).containsExactly("whole");
    assertThat(half.trouble()).contains("demo.Gone");
  }

  @Test
  void twoKindsOfOneTypeInOnePlugIn_areTold() throws IOException {
    jars()
        .evaluating("First", "same", NOTHING)
        .evaluating("Second", "same", NOTHING)
        .pack(plugIns.resolve("same.jar"));
    assertThat(loaded("same").trouble()).contains("two kinds of worker of type \"same\"");
  }
}
