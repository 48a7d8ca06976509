package dev.rollcall.preload;

final class SipUriSyntax implements UriSyntax {
    @Override
    public boolean isUri(String text) {
        return text.matches("(?i)sips?:[^\\s<>]+");
    }

    @Override
    public boolean isPath(String text) {
        return text.matches("(?i).*<sips?:[^\\s<>]+>.*");
    }
}
