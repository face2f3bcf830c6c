package dev.underpin.spring;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The starter uses Underpin as any application does. */
class SpringArchitectureTest {
  @Test
  void the_starter_uses_the_Java_API_alone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.underpin..")
                .and(
                    resideInAPackage("dev.underpin.spring")
                        .or(resideInAPackage("dev.underpin.workflow"))
                        .or(resideInAPackage("dev.underpin.schema.error"))
                        .negate()))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.underpin.spring"));
  }
}
