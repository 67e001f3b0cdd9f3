package dev.afterwise.learn.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map of bounded size that keeps what was asked for last: when its young half is full, the old half is dropped. */
final class Recent<K, V> {
    private final int half;
    private Map<K, V> young = new HashMap<>();
    private Map<K, V> old = new HashMap<>();

    Recent(int size) {
        this.half = Math.max(1, size / 2);
    }

    @Nullable
    V find(K key) {
        V value = young.get(key);
        if (value == null) {
            value = old.remove(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    void put(K key, V value) {
        if (young.size() >= half && !young.containsKey(key)) {
            old = young;
            young = new HashMap<>();
        }
        young.put(key, value);
    }

    List<K> keys() {
        var keys = new ArrayList<K>(old.keySet());
        keys.addAll(young.keySet());
        return keys;
    }

    void clear() {
        young.clear();
        old.clear();
    }
}
