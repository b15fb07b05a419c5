package io.cairn.workers;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A custom worker needs one small jar. */
@AnalyzeClasses(packages = "io.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class SpiRulesTest {

  @ArchTest
  static final ArchRule jar_holdsTheTwoPackagesThatPlugInsSee =
      classes().should().resideInAnyPackage("io.cairn.workers.spi", "io.cairn.workers.settings");

  @ArchTest
  static final ArchRule spi_usesTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("..workers.spi..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "io.cairn.workers.spi..", "org.jspecify.."));

  @ArchTest
  static final ArchRule settings_useTheJdkAndTheSpiAlone =
      classes()
          .that()
          .resideInAPackage("..workers.settings..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "io.cairn.workers.spi..",
                  "io.cairn.workers.settings..",
                  "org.jspecify.."));
}
