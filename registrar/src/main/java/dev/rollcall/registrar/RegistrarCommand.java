package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.ConfigFile;
import dev.rollcall.modparam.ParamHelp;
import dev.rollcall.modparam.SecretText;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.Spelling;
import dev.rollcall.modparam.TableOptions;
import dev.rollcall.opensipscfg.OpensipsCfg;
import dev.rollcall.registrar.config.ConfigRefusedException;
import dev.rollcall.registrar.config.RegistrarConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The registrar's command line: options become settings, settings a {@link RegistrarConfig}, and that is launched.
 *
 * <p>Whatever is wrong, unknown options included, is logged together and ends in {@link ExitCode#REFUSED}. An object is
 * for one run.
 */
@Command(
        name = "java -jar registrar.jar",
        customSynopsis = "java -jar registrar.jar [OPTION]...",
        versionProvider = CommandVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "A SIP registrar with OpenSIPS' location table.",
        description = {
            "",
            "Without options it listens on loopback (udp and tcp 5060, tls 5061, ws 5066, wss 5067), keeps its table in"
                    + " the SQLite file ./rollcall.sqlite and asks nobody for a password.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by SIGTERM; or --check, and every row would load; or --print-config",
            "1:--check, and rows would not load",
            "2:wrong option, key or value, or refused; nothing was started",
            "3:database not reachable, or it failed while the table was loaded",
            "4:a listener could not be opened",
            "5:a fault in Rollcall itself"
        })
final class RegistrarCommand implements Callable<Integer> {
    private static final ServerLog LOG = ServerLog.of("core", "main");

    private final ServerLauncher launcher;
    private final Path workingDirectory;
    private final CommandLine commandLine;
    private OpensipsCfg opensips = OpensipsCfg.NONE;

    @Option(names = {"-f", "--config"}, paramLabel = "FILE", description =
            "Read settings from a file, one a line: name = value, listen = PROTO:HOST:PORT, or modparam(\"module\","
                    + " \"name\", value). What the command line sets wins over the file.")
    private Path config;

    @Option(names = "--opensips-cfg", paramLabel = "FILE", description =
            "Take what concerns a registrar from OpenSIPS' own configuration: socket and listen, modparam, and the flags"
                    + " of save(). It is logged what was taken and what not, and why; --print-config prints the same as"
                    + " a file for --config. What --config and the command line set wins.")
    private Path opensipsCfg;

    @Option(names = "--listen", paramLabel = "PROTO:HOST:PORT", description =
            "Listen here; PROTO is udp, tcp, tls, ws or wss, IPv6 stands in brackets. Repeatable. Replaces the default"
                    + " listeners and those of the file.")
    private List<String> listen = List.of();

    @Mixin
    private TableOptions tableOptions;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description =
            "Set a parameter; repeatable. All of them are listed below.")
    private List<String> set = List.of();

    @Option(names = {"-c", "--check"}, description =
            "Validate the configuration and load the table as a start would, but write and serve nothing.")
    private boolean check;

    @Option(names = "--print-config", description =
            "Print the configuration in force as a file for --config, each value with where it was set, and end."
                    + " Passwords are masked; a file with a mask in it is refused.")
    private boolean printConfig;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version, and Java's.")
    private boolean version;

    /**
     * @param workingDirectory relative paths start here, and the default database lies here
     * @param out gets what is asked for: the help, the version, a configuration
     */
    RegistrarCommand(ServerLauncher launcher, Path workingDirectory, PrintWriter out) {
        this.launcher = launcher;
        this.workingDirectory = workingDirectory;
        commandLine = new CommandLine(this)
                .setOut(out)
                .setExpandAtFiles(false)
                .setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(RegistrarCommand::refuse)
                .setExecutionExceptionHandler((fault, failed, parsed) -> fail(fault, failed));
        commandLine.getCommandSpec().usageMessage().footer(ParamHelp.lines());
    }

    /** Parses the arguments and does what they say; the result is an {@link ExitCode}. */
    int run(String... args) {
        try {
            return commandLine.execute(args);
        } catch (Error fault) {
            // Java would end with 1, which says something else here
            return fail(fault, commandLine);
        } finally {
            commandLine.getOut().flush();
        }
    }

    @Override
    public Integer call() throws Exception {
        RegistrarConfig valid;
        try {
            valid = read();
        } catch (ConfigRefusedException e) {
            e.problems().forEach(problem -> LOG.error("{}", problem));
            int count = e.problems().size();
            LOG.critical("{} problem(s) in options and configuration, see above; nothing was started", count);
            return ExitCode.REFUSED;
        }
        if (printConfig) {
            commandLine.getOut().print(valid.printed(opensips.remarks()));
            return ExitCode.OK;
        }
        return launcher.run(valid, this::read, check);
    }

    /** What the options and their files say now. */
    private RegistrarConfig read() throws ConfigRefusedException {
        List<String> problems = new ArrayList<>();
        commandLine.getUnmatchedArguments().forEach(argument -> problems.add(unknown(argument)));
        List<Setting> inFile = config == null
                ? List.of()
                : ConfigFile.read(workingDirectory.resolve(config), problems::add);
        List<Setting> onCommandLine = settings(problems);
        opensips = opensips(Stream.concat(inFile.stream(), onCommandLine.stream()).toList(), problems);
        return RegistrarConfig.of(problems, List.of(opensips.settings(), inFile, onCommandLine), workingDirectory);
    }

    /** What opensips.cfg says, logged; {@code others} settle what it says in two ways. */
    private OpensipsCfg opensips(List<Setting> others, List<String> problems) {
        if (opensipsCfg == null) {
            return OpensipsCfg.NONE;
        }
        OpensipsCfg read = OpensipsCfg.read(opensipsCfg, workingDirectory, problems::add);
        read.settings().forEach(setting -> LOG.notice("taken: {}", setting));
        read.remarks().forEach(remark -> LOG.warning("not taken: {}", remark));
        problems.addAll(read.openConflicts(others));
        return read;
    }

    private List<Setting> settings(List<String> problems) {
        List<Setting> settings = new ArrayList<>();
        listen.forEach(value -> settings.add(new Setting("listen", value, "--listen")));
        settings.addAll(tableOptions.settings());
        set.forEach(text -> addNamed(settings, text, problems));
        return settings;
    }

    private static void addNamed(List<Setting> settings, String text, List<String> problems) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            problems.add("--set " + SecretText.masked(text) + ": allowed is NAME=VALUE, as usrloc.hash_size=9");
        } else {
            settings.add(new Setting(text.substring(0, equals), text.substring(equals + 1), "--set"));
        }
    }

    private String unknown(String argument) {
        String name = argument.replaceFirst("=.*", "");
        String hint = Spelling.nearest(name, commandLine.getCommandSpec().optionsMap().keySet())
                .filter(near -> name.startsWith("--"))
                .map(near -> "; is " + near + " meant?")
                .orElse("; --help lists the options");
        return SecretText.masked(argument) + ": there is no such option" + hint;
    }

    private static int refuse(ParameterException fault, String[] args) {
        LOG.critical("{}; nothing was started, --help lists the options", SecretText.masked(fault.getMessage()));
        return ExitCode.REFUSED;
    }

    private static int fail(Throwable fault, CommandLine commandLine) {
        LOG.critical("a fault in Rollcall itself", fault);
        fault.printStackTrace(commandLine.getErr());
        return ExitCode.INTERNAL;
    }
}
