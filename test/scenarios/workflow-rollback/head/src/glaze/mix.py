def mix(recipe, litres):
    return {powder: grams * litres for powder, grams in recipe.items()}
