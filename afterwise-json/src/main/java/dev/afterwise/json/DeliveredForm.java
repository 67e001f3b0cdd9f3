package dev.afterwise.json;

import dev.afterwise.Lease;
import dev.afterwise.store.Document;
import java.util.Map;
import java.util.TreeMap;

/** The keys of what was sent to a target of alerts. */
final class DeliveredForm {
    private DeliveredForm() {}

    static void write(JsonText json, Document.Delivered delivered) {
        json.text("target", delivered.target())
                .instant("digest", delivered.digestAt())
                .list("told", delivered.told().entrySet(), each -> writeTold(json, each));
        Lease lease = delivered.lease();
        if (lease != null) {
            json.text("holder", lease.holder()).instant("until", lease.until());
        }
    }

    private static void writeTold(JsonText json, Map.Entry<String, Long> told) {
        json.text("alert", told.getKey()).number("times", told.getValue());
    }

    static Document.Delivered read(Fields fields) {
        var told = new TreeMap<String, Long>();
        for (TellingTimes each : fields.objects("told", DeliveredForm::told)) {
            told.put(each.alert, each.times);
        }
        return new Document.Delivered(
                fields.text("target"),
                fields.instant("digest"),
                told,
                fields.has("holder") ? new Lease(fields.text("holder"), fields.instant("until")) : null);
    }

    private record TellingTimes(String alert, long times) {}

    private static TellingTimes told(Fields fields) {
        return new TellingTimes(fields.text("alert"), fields.whole("times"));
    }
}
