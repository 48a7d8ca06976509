package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;

/**
 * What makes an ID right besides the format, and who said so.
 *
 * @param request what was said
 */
record SettingsText(Request request) {
    String describe() {
        IdSettings settings = request.settings();
        return String.format("hash_size %d (%s), use_domain %d (%s), char sign %s (%s)",
                settings.hashSize(), origin(request.hashSizeGiven()),
                settings.useDomain() ? 1 : 0, origin(settings.useDomainGiven()),
                settings.charSign().optionValue(), origin(settings.charSignGiven()));
    }

    private static String origin(boolean given) {
        return given ? "given" : "default";
    }
}
