package stride.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import stride.model.OptionsException;
import stride.model.network.Augmentation;

/** Kinds of augmentation with their strengths, as in {@code noise=0.1,mix=0.3}. */
final class AugmentationConverter implements ITypeConverter<Augmentation> {
    @Override
    public Augmentation convert(String text) {
        try {
            return Augmentation.parse(text);
        } catch (OptionsException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
