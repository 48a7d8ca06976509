package dev.rollcall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of ARCHITECTURE.md inside the shared module. */
@AnalyzeClasses(
        packages = {
            "dev.rollcall.contactid", "dev.rollcall.aor", "dev.rollcall.location", "dev.rollcall.log",
            "dev.rollcall.modparam", "dev.rollcall.octets", "dev.rollcall.opensipscfg", "dev.rollcall.preload",
            "dev.rollcall.regen", "dev.rollcall.repair", "dev.rollcall.spill", "dev.rollcall.sql", "dev.rollcall.status",
            "dev.rollcall.uri"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class SharedArrowsTest {
    @ArchTest
    static final ArchRule values_know_no_database = noClasses()
            .that().resideInAnyPackage(
                    "dev.rollcall.contactid..", "dev.rollcall.aor..", "dev.rollcall.location..", "dev.rollcall.uri..",
                    "dev.rollcall.regen..", "dev.rollcall.octets..", "dev.rollcall.spill..")
            .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "dev.rollcall.sql..");

    @ArchTest
    static final ArchRule jdbc_stays_in_sql = noClasses()
            .that().resideOutsideOfPackage("dev.rollcall.sql..")
            .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.rollcall.(*)..").should().beFreeOfCycles();
}
