package dev.rollcall.migrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rollcall.repair.RepairListener;
import dev.rollcall.repair.RepairRequest;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableUpgrade;
import java.util.Iterator;
import java.util.function.LongConsumer;

/** Who may write. */
@AnalyzeClasses(packages = "dev.rollcall.migrator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule only_what_writes_opens_a_database_for_writing = noClasses()
            .that().doNotHaveSimpleName("Applier").and().doNotHaveSimpleName("Upgrade")
            .and().doNotHaveSimpleName("SetDomain").and().doNotHaveSimpleName("CopyTarget")
            .should().accessField(Database.Access.class, "READ_WRITE");

    @ArchTest
    static final ArchRule only_the_target_of_a_copy_is_created = noClasses()
            .that().doNotHaveSimpleName("CopyTarget")
            .should().accessField(Database.Access.class, "CREATE")
            .orShould().callMethod(LocationStore.class, "createIfEmpty")
            .orShould().callMethod(LocationStore.class, "create");

    @ArchTest
    static final ArchRule rows_are_written_by_these_only = noClasses()
            .that().doNotHaveSimpleName("Upgrader").and().doNotHaveSimpleName("KamailioImport")
            .should().callMethod(LocationStore.class, "begin", boolean.class);

    @ArchTest
    static final ArchRule only_the_upgrader_swaps_tables = noClasses()
            .that().doNotHaveSimpleName("Upgrader")
            .should().callMethod(TableUpgrade.class, "begin")
            .orShould().callMethod(TableUpgrade.class, "swap");

    @ArchTest
    static final ArchRule only_the_applier_repairs = noClasses()
            .that().doNotHaveSimpleName("Applier")
            .should().callMethod(TableRepair.class, "apply", RepairRequest.class, Iterator.class, RepairListener.class)
            .orShould().callMethod(TableRepair.class, "resume", JournalRun.class, RepairListener.class)
            .orShould().callMethod(TableRepair.class, "undo", JournalRun.class, RepairListener.class);

    @ArchTest
    static final ArchRule only_set_domain_sets_domains = noClasses()
            .that().doNotHaveSimpleName("SetDomain")
            .should().callMethod(TableRepair.class, "setDomains", RepairRequest.class, Iterator.class,
                    LongConsumer.class);
}
