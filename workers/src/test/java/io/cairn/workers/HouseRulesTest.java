package io.cairn.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house that hold in workers; see ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.cairn.workers", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule workers_doNotKnowTheEngine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.cairn.core..", "io.cairn.server..");

  @ArchTest
  static final ArchRule evaluators_knowNeitherActorsNorMessages =
      noClasses()
          .that()
          .resideOutsideOfPackages("..workers.node..", "..workers.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pekko..", "io.cairn.proto..", "io.cairn.workers.node..");

  @ArchTest
  static final ArchRule objectStore_knowsNeitherActorsNorMessages =
      noClasses()
          .that()
          .resideInAPackage("..workers.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pekko..", "io.cairn.proto..");

  @ArchTest
  static final ArchRule nobodyElse_knowsTheObjectStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("..workers.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..workers.s3..", "software.amazon..");

  @ArchTest
  static final ArchRule plugIns_aloneRewriteClasses =
      noClasses()
          .that()
          .resideOutsideOfPackage("..workers.plugins..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.objectweb.asm..");
}
