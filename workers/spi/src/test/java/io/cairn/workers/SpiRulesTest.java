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
  static final ArchRule jar_holdsThePackagesThatPlugInsSee =
      classes()
          .should()
          .resideInAnyPackage(
              "io.cairn.workers.spi", "io.cairn.workers.settings", "io.cairn.workers.pace");

  @ArchTest
  static final ArchRule spi_usesTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("..workers.spi..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "io.cairn.workers.spi..", "org.jspecify.."));

  @ArchTest static final ArchRule settings_useTheJdkAndTheSpiAlone = useTheSpiAlone("settings");

  @ArchTest static final ArchRule pace_usesTheJdkAndTheSpiAlone = useTheSpiAlone("pace");

  private static ArchRule useTheSpiAlone(String folder) {
    String own = "io.cairn.workers." + folder + "..";
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "io.cairn.workers.spi..", own, "org.jspecify.."));
  }
}
