package io.cairn.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house that hold in the server; see ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.cairn.server", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.cairn.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobody_usesTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..server.cli..");

  @ArchTest
  static final ArchRule readersOfHistory_knowNoActors =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..server.history..",
              "..server.export..",
              "..server.report..",
              "..server.sweep..",
              "..server.archive..",
              "..server.plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pekko..");

  /**
   * What is drawn knows no files, no network and no clock; {@code FullScreen} alone has a terminal.
   */
  @ArchTest
  static final ArchRule drawing_isPure =
      noClasses()
          .that()
          .resideInAPackage("..server.terminal..")
          .and()
          .doNotHaveSimpleName("FullScreen")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jline.terminal..",
              "java.net..",
              "java.nio..",
              "org.apache.pekko..",
              "picocli..");

  @ArchTest
  static final ArchRule events_useTheJdkAlone =
      noClasses()
          .that()
          .resideInAPackage("..server.events..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cairn.core..", "io.cairn.proto..", "com.fasterxml..", "org.apache..");

  @ArchTest
  static final ArchRule terminals_areForTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("..server.terminal..", "..server.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline..");

  @ArchTest
  static final ArchRule traces_aloneKnowOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.trace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");
}
