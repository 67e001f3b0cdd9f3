package dev.afterwise;

import java.util.ArrayList;
import java.util.List;

/**
 * How what is known of one task held in another.
 *
 * @param checked findings of the one that the history of the other decides, and how many of them held there
 * @param used uses in the other, and how many of them helped
 */
public record Transfer(String from, String to, Tally checked, Tally used) {
    /** All that is known of it. */
    public Tally all() {
        return checked.merge(used);
    }

    /** These, after what is known of the one was used in the other. */
    static List<Transfer> after(List<Transfer> transfers, String from, String to, Tally said) {
        return merged(transfers, new Transfer(from, to, Tally.NONE, said));
    }

    /** These, with what the history says of them now in the place of what it said before. */
    static List<Transfer> checked(List<Transfer> before, List<Transfer> now) {
        List<Transfer> all = before.stream()
                .map(each -> new Transfer(each.from, each.to, Tally.NONE, each.used))
                .toList();
        for (Transfer each : now) {
            all = merged(all, each);
        }
        return all.stream().filter(each -> each.all().tried() > 0).toList();
    }

    private static List<Transfer> merged(List<Transfer> transfers, Transfer one) {
        List<Transfer> all = new ArrayList<>();
        Transfer sum = one;
        for (Transfer each : transfers) {
            if (each.from.equals(one.from) && each.to.equals(one.to)) {
                sum = new Transfer(one.from, one.to, each.checked.merge(sum.checked), each.used.merge(sum.used));
            } else {
                all.add(each);
            }
        }
        all.add(sum);
        return List.copyOf(all);
    }
}
