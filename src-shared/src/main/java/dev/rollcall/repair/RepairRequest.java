package dev.rollcall.repair;

import dev.rollcall.contactid.IdParameters;
import dev.rollcall.regen.RepairPlan;

/**
 * What a repair's journal says of the run besides its mapping.
 *
 * @param settings what makes an ID right, as {@link #text} has it
 * @param selection which rows it is about
 * @param tableRows how many rows the table has
 * @param unrepairable how many have an ID that is not right and stays
 * @param otherColumns the digest of every other column, empty where a registrar writes them meanwhile
 */
public record RepairRequest(
        String settings, String selection, long tableRows, long unrepairable, String otherColumns) {
    /** What a run is about that repairs all rows. */
    public static final String ALL_ROWS = "all rows";

    /** A run that repairs all that a plan found. */
    public static RepairRequest of(IdParameters parameters, RepairPlan plan, ColumnDigest digest) {
        return new RepairRequest(
                text(parameters), ALL_ROWS, plan.rows(), plan.unrepairable().size(), digest.text());
    }

    /** As {@link #of}, for a table that is written meanwhile: its other columns will not be what they were. */
    public static RepairRequest whileServed(IdParameters parameters, RepairPlan plan) {
        return new RepairRequest(
                text(parameters), "all rows, while they were served", plan.rows(), plan.unrepairable().size(), "");
    }

    /** The values that make an ID right, in the words of the options. */
    public static String text(IdParameters parameters) {
        return "--contact-id-format=" + parameters.format().optionValue() + " --hash-size=" + parameters.hashSize()
                + " --use-domain=" + (parameters.useDomain() ? 1 : 0)
                + " --char-sign=" + parameters.charSign().optionValue();
    }
}
