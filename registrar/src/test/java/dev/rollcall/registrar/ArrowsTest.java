package dev.rollcall.registrar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of ARCHITECTURE.md: who may know whom inside the registrar. */
@AnalyzeClasses(packages = "dev.rollcall.registrar", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule only_transport_knows_netty = noClasses()
            .that().resideOutsideOfPackage("..registrar.transport..")
            .should().dependOnClassesThat().resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule usrloc_knows_no_jdbc_and_no_sip_messages = noClasses()
            .that().resideInAPackage("..registrar.usrloc..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "java.sql..", "javax.sql..", "dev.rollcall.sql..", "..registrar.sip..", "..registrar.register..",
                    "..registrar.persist..", "..registrar.transport..", "..registrar.auth..", "..registrar.config..");

    @ArchTest
    static final ArchRule sip_knows_only_shared_code = noClasses()
            .that().resideInAPackage("..registrar.sip..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "java.sql..", "dev.rollcall.sql..", "..registrar.usrloc..", "..registrar.register..",
                    "..registrar.persist..", "..registrar.transport..", "..registrar.auth..", "..registrar.config..");

    @ArchTest
    static final ArchRule transport_knows_sip_alone = noClasses()
            .that().resideInAPackage("..registrar.transport..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "java.sql..", "dev.rollcall.sql..", "..registrar.usrloc..", "..registrar.register..",
                    "..registrar.persist..", "..registrar.auth..", "..registrar.config..");

    @ArchTest
    static final ArchRule register_knows_no_network_and_no_database = noClasses()
            .that().resideInAPackage("..registrar.register..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "java.sql..", "dev.rollcall.sql..", "..registrar.persist..", "..registrar.transport..",
                    "..registrar.config..");

    @ArchTest
    static final ArchRule lookup_knows_no_network_and_no_database = noClasses()
            .that().resideInAPackage("..registrar.lookup..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "java.sql..", "dev.rollcall.sql..", "..registrar.auth..", "..registrar.persist..",
                    "..registrar.transport..", "..registrar.config..");

    @ArchTest
    static final ArchRule persist_knows_no_sip = noClasses()
            .that().resideInAPackage("..registrar.persist..")
            .should().dependOnClassesThat().resideInAnyPackage(
                    "..registrar.sip..", "..registrar.register..", "..registrar.transport..", "..registrar.auth..",
                    "..registrar.config..");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.rollcall.registrar.(*)..").should().beFreeOfCycles();
}
