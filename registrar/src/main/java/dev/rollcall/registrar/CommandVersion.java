package dev.rollcall.registrar;

import dev.rollcall.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class CommandVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Rollcall registrar " + Version.text(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ", "
                    + System.getProperty("os.name") + ' ' + System.getProperty("os.arch") + ')'
        };
    }
}
