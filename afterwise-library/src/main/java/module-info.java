/** Records executions, learns from them, heals failures, plans the next run better. */
module dev.afterwise {
    requires java.net.http;
    requires static java.sql;
    requires static transitive org.jspecify;
    requires org.apache.commons.statistics.distribution;

    exports dev.afterwise;
    exports dev.afterwise.choose;
    exports dev.afterwise.heal;
    exports dev.afterwise.heal.classify;
    exports dev.afterwise.heal.guard;
    exports dev.afterwise.learn;
    exports dev.afterwise.learn.change;
    exports dev.afterwise.learn.anomaly;
    exports dev.afterwise.learn.durations;
    exports dev.afterwise.learn.errors;
    exports dev.afterwise.learn.estimates;
    exports dev.afterwise.learn.experiment;
    exports dev.afterwise.learn.health;
    exports dev.afterwise.learn.knowledge;
    exports dev.afterwise.learn.patterns;
    exports dev.afterwise.learn.predict;
    exports dev.afterwise.learn.recommend;
    exports dev.afterwise.learn.remedies;
    exports dev.afterwise.learn.similar;
    exports dev.afterwise.learn.phases;
    exports dev.afterwise.learn.plans;
    exports dev.afterwise.learn.stats;
    exports dev.afterwise.learn.templates;
    exports dev.afterwise.plan;
    exports dev.afterwise.plan.refine;
    exports dev.afterwise.plan.schedule;
    exports dev.afterwise.plan.simulate;
    exports dev.afterwise.record;
    exports dev.afterwise.segment;
    exports dev.afterwise.store;
    exports dev.afterwise.time;

    uses dev.afterwise.FactLines;
    uses dev.afterwise.plan.ModelClient;
    uses dev.afterwise.plan.PlanFiles;
    uses dev.afterwise.store.StoreProvider;
}
