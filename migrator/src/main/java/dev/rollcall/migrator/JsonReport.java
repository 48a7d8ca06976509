package dev.rollcall.migrator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.Version;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An inspection for programs. Members are added from release to release, and none is renamed or taken away without
 * another {@code report_version}. IDs are strings: they are larger than what a JSON number keeps exactly.
 */
final class JsonReport {
    private static final int REPORT_VERSION = 1;

    private final PrintWriter out;
    private final DatabaseUrl url;
    private final MigratorCommand migrator;

    JsonReport(PrintWriter out, DatabaseUrl url, MigratorCommand migrator) {
        this.out = out;
        this.url = url;
        this.migrator = migrator;
    }

    /** Prints one object on some lines. */
    void print(Inspection found) {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("report_version", REPORT_VERSION);
            json.writeStringField("program", "Rollcall migrator " + Version.text());
            json.writeStringField("database", url.toString());
            json.writeStringField("table", migrator.table());
            json.writeNumberField("rows", found.rows());
            json.writeBooleanField("clean", found.isClean());
            json.writeNumberField("exit_code", found.exitCode());
            schema(json, found);
            settings(json, found);
            inferred(json, found);
            verdicts(json, VerdictCount.of(found));
            notes(json, found);
            json.writeNumberField("unrepairable", found.findings().unrepairable());
            next(json, found);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void schema(JsonGenerator json, Inspection found) throws IOException {
        json.writeObjectFieldStart("schema");
        json.writeNumberField("by_columns", found.shape().schema().version());
        json.writeStringField("variant", new ShapeText(found.shape()).variant());
        if (found.shape().noted().isPresent()) {
            json.writeNumberField("by_version_table", found.shape().noted().getAsInt());
        } else {
            json.writeNullField("by_version_table");
        }
        optional(json, "correction", found.shape().correction());
        json.writeEndObject();
    }

    private static void settings(JsonGenerator json, Inspection found) throws IOException {
        IdSettings settings = found.request().settings();
        json.writeObjectFieldStart("settings");
        json.writeStringField("contact_id_format", found.format().format().optionValue());
        json.writeBooleanField("contact_id_format_given", found.format().given());
        json.writeNumberField("hash_size", settings.hashSize());
        json.writeBooleanField("hash_size_given", found.request().hashSizeGiven());
        json.writeNumberField("use_domain", settings.useDomain() ? 1 : 0);
        json.writeBooleanField("use_domain_given", settings.useDomainGiven());
        json.writeStringField("char_sign", settings.charSign().optionValue());
        json.writeBooleanField("char_sign_given", settings.charSignGiven());
        json.writeEndObject();
    }

    private static void inferred(JsonGenerator json, Inspection found) throws IOException {
        FormatDecision format = found.format();
        json.writeObjectFieldStart("inferred");
        json.writeStringField("sentence", new Inference(found).sentence());
        json.writeNumberField("packed_ids", format.voters());
        json.writeNumberField("explained_by_released", format.explainedByReleased());
        if (format.documentedHashSize().isPresent()) {
            json.writeNumberField("documented_hash_size", format.documentedHashSize().getAsInt());
            json.writeNumberField("explained_by_documented", format.explainedByDocumented());
        } else {
            json.writeNullField("documented_hash_size");
            json.writeNullField("explained_by_documented");
        }
        json.writeObjectFieldStart("documented_ids");
        for (Map.Entry<Integer, Long> ids : format.documentedIds().entrySet()) {
            json.writeNumberField(String.valueOf(ids.getKey()), ids.getValue());
        }
        json.writeEndObject();
        optional(json, "contradiction", Choice.of(found).map(Choice::reason));
        json.writeEndObject();
    }

    private static void verdicts(JsonGenerator json, List<VerdictCount> verdicts) throws IOException {
        json.writeArrayFieldStart("verdicts");
        for (VerdictCount verdict : verdicts) {
            json.writeStartObject();
            json.writeStringField("verdict", verdict.name());
            json.writeStringField("cause", verdict.cause());
            json.writeBooleanField("finding", verdict.isFinding());
            json.writeNumberField("rows", verdict.rows());
            samples(json, verdict.samples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void notes(JsonGenerator json, Inspection found) throws IOException {
        json.writeObjectFieldStart("notes");
        note(json, "expired", found.findings().expired());
        note(json, "duplicate", found.findings().duplicates());
        json.writeEndObject();
    }

    private static void note(JsonGenerator json, String name, Finding<RowSample> finding) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("rows", finding.rows());
        samples(json, finding.samples());
        json.writeEndObject();
    }

    private static void samples(JsonGenerator json, List<RowSample> samples) throws IOException {
        json.writeArrayFieldStart("samples");
        for (RowSample sample : samples) {
            json.writeStartObject();
            optional(json, "contact_id", Optional.ofNullable(sample.contactId()).map(Long::toUnsignedString));
            optional(json, "username", Optional.ofNullable(sample.username()));
            optional(json, "domain", Optional.ofNullable(sample.domain()));
            optional(json, "contact", Optional.ofNullable(sample.contact()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void next(JsonGenerator json, Inspection found) throws IOException {
        Optional<Recommendation> next = Recommendation.of(found, migrator);
        if (next.isEmpty()) {
            json.writeNullField("next");
            return;
        }
        json.writeObjectFieldStart("next");
        json.writeStringField("reason", next.get().reason());
        json.writeStringField("command", next.get().command());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeStringField(name, value.orElse(null));
    }
}
