def mix(recipe, litres, loss=0):
    return {powder: grams * litres * (1 + loss) for powder, grams in recipe.items()}
