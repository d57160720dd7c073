package stride.model.network;

import java.util.ArrayList;
import java.util.List;
import stride.engine.Matrix;

/**
 * Several networks as one, whose outputs are the mean of theirs: the members' layers side by side, each seeing only its
 * own member's units. So an ensemble is saved, read and applied like any other network.
 */
public final class Ensemble {
    private Ensemble() {}

    /**
     * The seed of a member: far from those of neighbouring trials.
     *
     * @param member from 0 on; the first has the ensemble's own seed
     */
    public static long seed(long seed, int member) {
        return seed + 1_000_003L * member;
    }

    /** The mean of networks of one shape, at least one. */
    public static Mlp mean(List<Mlp> members) {
        Mlp first = members.getFirst();
        if (members.size() == 1) {
            return first;
        }
        if (members.stream()
                .anyMatch(m -> m.inputs() != first.inputs()
                        || m.outputs() != first.outputs()
                        || !m.hidden().equals(first.hidden())
                        || m.activation() != first.activation())) {
            throw new IllegalArgumentException("an ensemble of networks of different shapes");
        }
        List<Linear> layers = new ArrayList<>();
        for (int i = 0; i < first.layers().size(); i++) {
            int layer = i;
            layers.add(joined(
                    members.stream().map(m -> m.layers().get(layer)).toList(),
                    i == 0,
                    i == first.layers().size() - 1));
        }
        return new Mlp(layers, first.activation());
    }

    /**
     * The same layer of all members as one.
     *
     * @param shared whether all see the same inputs, as in the first layer
     * @param mean   whether their outputs are averaged, as in the last, or stand side by side
     */
    private static Linear joined(List<Linear> members, boolean shared, boolean mean) {
        int in = members.getFirst().in();
        int out = members.getFirst().out();
        int n = members.size();
        Matrix weight = Matrix.zeros(mean ? out : n * out, shared ? in : n * in);
        float[] bias = new float[weight.rows()];
        float share = mean ? 1f / n : 1;
        for (int member = 0; member < n; member++) {
            Linear own = members.get(member);
            int rows = mean ? 0 : member * out;
            int columns = shared ? 0 : member * in;
            for (int o = 0; o < out; o++) {
                bias[rows + o] += share * own.bias()[o];
                for (int i = 0; i < in; i++) {
                    weight.data()[(rows + o) * weight.columns() + columns + i] +=
                            share * own.weight().at(o, i);
                }
            }
        }
        return new Linear(weight, bias);
    }
}
