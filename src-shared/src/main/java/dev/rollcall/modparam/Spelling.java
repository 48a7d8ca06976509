package dev.rollcall.modparam;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Spelling {
    private static final int MAX_SLIPS = 3;
    private static final int MAX_LENGTH = 80;

    private Spelling() {}

    /** The word at the smallest distance, where that is at most three inserted, missing or wrong characters. */
    public static Optional<String> nearest(String typed, Collection<String> words) {
        if (typed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return words.stream()
                .min(Comparator.comparingInt(word -> slips(typed, word)))
                .filter(word -> slips(typed, word) <= MAX_SLIPS);
    }

    /** Levenshtein's distance. */
    private static int slips(String typed, String word) {
        int[] row = new int[word.length() + 1];
        for (int j = 0; j <= word.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= typed.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= word.length(); j++) {
                int replaced = diagonal + (typed.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[word.length()];
    }
}
