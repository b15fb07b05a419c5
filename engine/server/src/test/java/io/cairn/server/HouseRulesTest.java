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

  @ArchTest
  static final ArchRule traces_aloneKnowOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.trace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");
}
