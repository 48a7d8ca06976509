package dev.rollcall.preload;

import dev.rollcall.contactid.ContactIdFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which format the IDs of a table are taken to be in, and the counts that say so.
 *
 * @param format the format
 * @param given whether the operator named it; otherwise it was inferred
 * @param documentedIds how many IDs that {@code released} rejects each hash_size explains, and none before it: the one
 *     first that explains the most
 * @param voters how many IDs had a say: from 2^46 to 2^62-1
 * @param explainedByReleased how many of them are right under {@code released}
 * @param explainedByDocumented how many are right under {@code documented} with the first hash_size
 */
public record FormatDecision(
        ContactIdFormat format,
        boolean given,
        Map<Integer, Long> documentedIds,
        long voters,
        long explainedByReleased,
        long explainedByDocumented) {

    /** The hash_size that explains the most IDs which {@code released} rejects, empty without one. */
    public OptionalInt documentedHashSize() {
        return documentedIds.keySet().stream().mapToInt(Integer::intValue).findFirst();
    }

    /** Each hash_size that the {@code documented} IDs were made with. */
    public List<Integer> documentedHashSizes() {
        return List.copyOf(documentedIds.keySet());
    }

    /** Whether {@code documented} was only inferred: it is read so, but not written until the operator names it. */
    public boolean isInferredDocumented() {
        return !given && format == ContactIdFormat.DOCUMENTED;
    }

    /** How many of the voters some format and hash_size makes right: how much the other values are confirmed. */
    public long explained() {
        return Math.max(explainedByReleased, explainedByDocumented);
    }

    /** The choice and its counts, as a sentence for logs and reports. */
    public String describe() {
        StringBuilder text = new StringBuilder("contact_id_format ")
                .append(format.optionValue())
                .append(given ? " (given)" : " (auto)");
        if (voters == 0) {
            return text.append(": no packed ids to decide by").toString();
        }
        text.append(": of ").append(voters).append(" packed ids released explains ").append(explainedByReleased);
        documentedHashSize().ifPresent(hashSize -> text
                .append(", documented with hash_size ").append(hashSize)
                .append(" explains ").append(explainedByDocumented));
        documentedIds.entrySet().stream().skip(1).forEach(more -> text
                .append(", with hash_size ").append(more.getKey())
                .append(" another ").append(more.getValue()));
        return text.toString();
    }
}
