package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line that fills in domains. An object is for one run. */
@Command(
        name = "set-domain",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Fills in the domains of a table that was written without use_domain, and makes its ids anew.",
        description = {
            "",
            "OpenSIPS 4.0 has use_domain 1 by default and loads no row without a domain. This is the way to keep that"
                    + " default. Without --regen-broken-contactid it only shows what would change. All rows are"
                    + " written in one transaction: killed in the middle, the table is as it was. Rows that have a"
                    + " domain keep it. Stop OpenSIPS first. Every old id and domain is kept in TABLE_repair, which"
                    + " the commands verify and rollback read.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done and clean, or nothing to do",
            "1:it would change something; or it is done and findings remain",
            "2:wrong option or value, or refused; nothing was written",
            "3:the database could not be opened or failed; the table is as it was",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class SetDomainCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--regen-broken-contactid", description =
            "Fill in the domains and give the new ids; without it nothing is written.")
    private boolean regenerate;

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    /** Where the domains are from. */
    static final class Source {
        @Option(names = "--domain", paramLabel = "DOMAIN", description = "This domain for every row without one.")
        private String domain;

        @Option(names = "--from-subscriber", paramLabel = "TABLE", arity = "0..1", fallbackValue = "subscriber",
                description = "The domain that the user has in this table of the same database; without a name"
                        + " subscriber. A user with several domains is refused.")
        private String subscriber;

        @Option(names = "--domain-file", paramLabel = "FILE", description =
                "The domain that the user has in this file: a user and a domain a line.")
        private Path file;

        private DomainSource source() {
            if (domain != null) {
                return new OneDomain(domain);
            }
            return subscriber != null ? new SubscriberDomains(subscriber) : new DomainFile(file);
        }

        /** The option as it was given. */
        private String text() {
            if (domain != null) {
                return "--domain " + domain;
            }
            return subscriber != null ? "--from-subscriber " + subscriber : "--domain-file " + file;
        }
    }

    SetDomainCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        Optional.ofNullable(source.domain).flatMap(DomainName::fault).ifPresent(fault -> {
            throw new ParameterException(spec.commandLine(), "--domain: " + fault);
        });
        return location.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        if (!values.get(UsrlocParams.USE_DOMAIN)) {
            throw new ParameterException(spec.commandLine(), "--use-domain=0 needs no domains: inspect or repair the"
                    + " table with it instead");
        }
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String name = values.get(RollcallParams.TABLE);
        Request request = Request.of(values);
        DomainSource domains = source.source();
        SetDomain setDomain = new SetDomain(url, name, domains, spill.directory(), progress);
        SetDomainReport report = new SetDomainReport(
                out, new Report(out, url, name), new MigratorCommand(url.toString(), name), domains);
        if (!regenerate) {
            return setDomain.preview(request, plan -> preview(plan, request, report));
        }
        Optional<DomainPlan> done = setDomain.write(request, plan -> {
            report.head(plan, request);
            return report.isRefused(plan, request);
        });
        if (done.isEmpty()) {
            return ExitCode.REFUSED;
        }
        report.done(done.get());
        Request after = new Request(request.settings().withUseDomain(true), request.hashSizeGiven());
        Inspection left = new Inspector(url, name, spill.directory(), InstantSource.system(), progress).inspect(after);
        report.left(left);
        return left.exitCode();
    }

    private int preview(DomainPlan plan, Request request, SetDomainReport report) {
        report.head(plan, request);
        if (report.isRefused(plan, request)) {
            return ExitCode.REFUSED;
        }
        report.preview(plan, request.settings(), source.text());
        return plan.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
}
